//! What the two lists have in common: creating, listing, deleting.

use serde_json::json;

use crate::app::{App, START};
use crate::people::{ids, text};

const WALLET: &str = "0x52908400098527886E0F7030069857D2E4169EE7";

/// Path, object, and how ids begin.
const LISTS: [(&str, &str, &str); 2] = [
    ("/allowlist_identifiers", "allowlist_identifier", "alid_"),
    ("/blocklist_identifiers", "blocklist_identifier", "blid_"),
];

#[tokio::test]
async fn an_entry_is_stored_in_the_form_that_identifiers_are_compared_in() {
    let app = App::start().await;
    for (path, object, prefix) in LISTS {
        for (identifier, stored, kind) in [
            (" Ada@Example.COM", "ada@example.com", "email_address"),
            ("*@Firm.Example", "*@firm.example", "email_address"),
            ("jo*@firm.example", "jo*@firm.example", "email_address"),
            ("+1 (415) 555-2671", "+14155552671", "phone_number"),
            (WALLET, &WALLET.to_lowercase(), "web3_wallet"),
        ] {
            let made = app.post(path, json!({ "identifier": identifier })).await.ok();
            let id = text(&made, "id");
            assert!(id.starts_with(prefix), "{id}");
            let expected = json!({
                "object": object, "id": id, "identifier": stored, "identifier_type": kind,
                "instance_id": app.instance_id, "created_at": START, "updated_at": START,
            });
            assert_eq!(made, expected, "and no invitation");
            for spelling in [identifier.to_uppercase(), stored.to_owned()] {
                let again = app.post(path, json!({ "identifier": spelling })).await;
                assert_eq!(again.refusal(), (400, "duplicate_record", Some("identifier")), "{spelling}");
            }
        }
    }
}

#[tokio::test]
async fn only_the_blocklist_knows_the_domains_below_one() {
    let app = App::start().await;
    let body = json!({ "identifier": "*@*.Example.com" });
    assert_eq!(app.post("/blocklist_identifiers", body.clone()).await.ok()["identifier"], "*@*.example.com");
    let refused = app.post("/allowlist_identifiers", body).await;
    assert_eq!(refused.refusal(), (422, "form_param_format_invalid", Some("identifier")));
}

#[tokio::test]
async fn what_no_list_can_hold_is_refused() {
    let app = App::start().await;
    let long = format!("{}@example.com", "a".repeat(2000));
    for (path, _, _) in LISTS {
        for (body, code, param) in [
            (json!({}), "form_param_missing", "identifier"),
            (json!({ "identifier": null }), "form_param_nil", "identifier"),
            (json!({ "identifier": 7 }), "form_param_type_invalid", "identifier"),
            (json!({ "identifier": "" }), "form_param_format_invalid", "identifier"),
            (json!({ "identifier": "example.com" }), "form_param_format_invalid", "identifier"),
            (json!({ "identifier": "*@*" }), "form_param_format_invalid", "identifier"),
            (json!({ "identifier": "+49" }), "form_param_format_invalid", "identifier"),
            (json!({ "identifier": "0x1" }), "form_param_format_invalid", "identifier"),
            (json!({ "identifier": long }), "form_param_format_invalid", "identifier"),
            (json!({ "identifier": "a@example.com", "colour": 1 }), "form_param_unknown", "colour"),
        ] {
            assert_eq!(app.post(path, body.clone()).await.refusal(), (422, code, Some(param)), "{path} {body}");
        }
    }
}

#[tokio::test]
async fn an_entry_can_be_deleted_and_made_again() {
    let app = App::start().await;
    for (path, object, _) in LISTS {
        let made = app.post(path, json!({ "identifier": "ada@example.com" })).await.ok();
        let entry = format!("{path}/{}", text(&made, "id"));
        let gone = app.delete(&entry).await.ok();
        assert_eq!(gone, json!({ "object": object, "id": made["id"], "deleted": true }));
        assert_eq!(app.delete(&entry).await.refusal(), (404, "resource_not_found", None));
        app.post(path, json!({ "identifier": "ada@example.com" })).await.ok();
    }
    // The ids of one list mean nothing to the other.
    let blocked = app.post("/blocklist_identifiers", json!({ "identifier": "b@example.com" })).await.ok();
    let wrong = app.delete(&format!("/allowlist_identifiers/{}", text(&blocked, "id"))).await;
    assert_eq!(wrong.status, 404);
}

#[tokio::test]
async fn the_allowlist_is_an_array_or_pages_and_the_blocklist_comes_whole() {
    let app = App::start().await;
    let mut made: Vec<Vec<String>> = Vec::new();
    for (path, _, _) in LISTS {
        let mut list = Vec::new();
        for number in 0..12 {
            let body = json!({ "identifier": format!("person{number}@example.com") });
            list.insert(0, text(&app.post(path, body).await.ok(), "id").to_owned());
            app.clock.advance(1);
        }
        made.push(list);
    }
    let bare = app.get("/allowlist_identifiers").await.ok();
    assert_eq!(ids(&bare), made[0][..10], "ten of them, newest first");
    let page = app.get("/allowlist_identifiers?paginated=true&limit=5&offset=10").await.ok();
    assert_eq!(
        (ids(&page["data"]), &page["total_count"]),
        (made[0][10..].iter().map(String::as_str).collect(), &json!(12))
    );
    let whole = app.get("/blocklist_identifiers").await.ok();
    assert_eq!(
        (ids(&whole["data"]), &whole["total_count"]),
        (made[1].iter().map(String::as_str).collect(), &json!(12))
    );
    for query in ["limit=0", "limit=501", "offset=-1", "limit=x"] {
        let refused = app.get(&format!("/allowlist_identifiers?{query}")).await;
        assert_eq!(refused.status, 422, "{query}");
    }
    let report = app.store.check().await.unwrap();
    assert!(report.is_clean(), "{:#?}", report.findings);
}

#[tokio::test]
async fn a_notified_address_gets_an_invitation_or_neither_is_made() {
    let app = App::start().await;
    let path = "/allowlist_identifiers";
    let made = app.post(path, json!({ "identifier": "Ada@example.com", "notify": true })).await.ok();
    let invitations = app.get("/invitations").await.ok();
    assert_eq!(made["invitation_id"], invitations[0]["id"]);
    assert_eq!(
        (&invitations[0]["email_address"], &invitations[0]["status"]),
        (&json!("ada@example.com"), &json!("pending"))
    );
    assert_eq!(app.get(path).await.ok()[0], made);

    app.post("/invitations", json!({ "email_address": "bob@example.com" })).await.ok();
    let refused = app.post(path, json!({ "identifier": "bob@example.com", "notify": true })).await;
    assert_eq!(refused.refusal(), (400, "duplicate_record", None));
    app.user("carol").await;
    let refused = app.post(path, json!({ "identifier": "carol@example.com", "notify": true })).await;
    assert_eq!(refused.refusal(), (422, "form_identifier_exists", Some("email_address")));
    for identifier in ["*@example.com", WALLET] {
        let refused = app.post(path, json!({ "identifier": identifier, "notify": true })).await;
        assert_eq!(refused.refusal(), (422, "form_param_value_invalid", Some("notify")), "{identifier}");
    }
    assert_eq!(app.get(&format!("{path}?paginated=true")).await.ok()["total_count"], 1, "nothing of it was kept");
    let phone = app.post(path, json!({ "identifier": "+14155552671", "notify": true })).await.ok();
    assert_eq!(phone.get("invitation_id"), None, "invitations go to addresses");
    app.configure(|settings| settings.email_address_enabled = false).await;
    let refused = app.post(path, json!({ "identifier": "dora@example.com", "notify": true })).await;
    assert_eq!(refused.refusal(), (400, "invitations_not_supported", None));
}

#[tokio::test]
async fn a_seed_fills_lists_once() {
    let app = App::start().await;
    let seed = json!({
        "allowlist_identifiers": [{ "identifier": "Ada@example.com" }],
        "blocklist_identifiers": [{ "identifier": "*@*.example.com" }],
        "waitlist_entries": [{ "email_address": "w@example.com" }],
    });
    for _ in 0..2 {
        let report = app.seed(seed.clone()).await.unwrap();
        let allowed = app.get("/allowlist_identifiers").await.ok();
        assert_eq!((allowed.as_array().map(Vec::len), text(&allowed[0], "identifier")), (Some(1), "ada@example.com"));
        let blocked = app.get("/blocklist_identifiers").await.ok();
        assert_eq!(
            (&blocked["total_count"], &blocked["data"][0]["identifier"]),
            (&json!(1), &json!("*@*.example.com"))
        );
        let waiting = app.get("/waitlist_entries").await.ok();
        assert_eq!(
            (&waiting["total_count"], &waiting["data"][0]["id"]),
            (&json!(1), &json!(report.waitlist_entries[0]))
        );
    }
    for (bad, said) in [
        (json!({ "allowlist_identifiers": [{ "identifier": "*@*.example.com" }] }), "cannot be on a list"),
        (json!({ "waitlist_entries": [{ "email_address": "x" }] }), "not an e-mail address"),
        (json!({ "waitlist_entries": [{ "email_address": "x@example.com", "status": "lost" }] }), "cannot be `lost`"),
    ] {
        let error = app.seed(bad).await.unwrap_err().to_string();
        assert!(error.contains(said), "{error}");
    }
    let report = app.store.check().await.unwrap();
    assert!(report.is_clean(), "{:#?}", report.findings);
}
