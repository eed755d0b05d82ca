use serde_json::json;

use crate::app::{App, START};
use crate::teams::text;

#[tokio::test]
async fn a_permission_shows_what_it_was_made_with() {
    let app = App::start().await;
    let body = json!({ "name": "Pay", "key": "org:invoices:pay", "description": "Pays invoices." });
    let made = app.post("/organization_permissions", body).await.ok();
    assert!(text(&made["id"]).starts_with("perm_"));
    assert_eq!(
        made,
        json!({
            "object": "permission", "id": made["id"], "name": "Pay", "key": "org:invoices:pay",
            "description": "Pays invoices.", "type": "custom", "created_at": START, "updated_at": START,
        })
    );
    assert_eq!(app.get(&format!("/organization_permissions/{}", text(&made["id"]))).await.ok(), made);
    let plain = app.post("/organization_permissions", json!({ "name": "See", "key": "org:a_1:b_2" })).await.ok();
    assert_eq!(plain["description"], "", "always a text");
    app.check().await;
}

#[tokio::test]
async fn a_permission_that_cannot_be_is_refused() {
    let app = App::start().await;
    app.permission("org:invoices:pay").await;
    let long = "x".repeat(257);
    for (body, refusal) in [
        (json!({ "key": "org:a:b" }), (422, "form_param_missing", Some("name"))),
        (json!({ "name": "A" }), (422, "form_param_missing", Some("key"))),
        (json!({ "name": " ", "key": "org:a:b" }), (422, "form_param_nil", Some("name"))),
        (json!({ "name": long, "key": "org:a:b" }), (422, "form_param_max_length_exceeded", Some("name"))),
        (json!({ "name": 1, "key": "org:a:b" }), (422, "form_param_type_invalid", Some("name"))),
        (
            json!({ "name": "A", "key": "org:a:b", "description": "x".repeat(1025) }),
            (422, "form_param_max_length_exceeded", Some("description")),
        ),
        (json!({ "name": "A", "key": "org:invoices:pay" }), (422, "form_identifier_exists", Some("key"))),
        (json!({ "name": "A", "key": "org:sys_memberships:read" }), (422, "form_param_value_invalid", Some("key"))),
        (json!({ "name": "A", "key": "org:sys_hats:wear" }), (422, "form_param_value_invalid", Some("key"))),
    ] {
        assert_eq!(app.post("/organization_permissions", body.clone()).await.refusal(), refusal, "{body}");
    }
    for key in
        ["", "org:", "org:a", "org:a:", "org::b", "a:b", "org:a:b:c", "org:A:b", "org:a-b:c", "org:a:ü", "ORG:a:b"]
    {
        let refused = app.post("/organization_permissions", json!({ "name": "A", "key": key })).await;
        assert_eq!(refused.refusal(), (422, "form_param_format_invalid", Some("key")), "{key}");
    }
    assert_eq!(app.get("/organization_permissions").await.ok()["total_count"], 10);
    app.set(|settings| settings.organizations_enabled = false).await;
    let off = app.post("/organization_permissions", json!({ "name": "A", "key": "org:a:b" })).await;
    assert_eq!(off.refusal(), (403, "organization_not_enabled_in_instance", None));
}

#[tokio::test]
async fn of_many_that_race_for_a_key_one_gets_it() {
    let app = App::start().await;
    let body = json!({ "name": "A", "key": "org:a:b" });
    let racers = (0..8).map(|_| app.post("/organization_permissions", body.clone()));
    let answers = futures_util::future::join_all(racers).await;
    assert_eq!(answers.iter().filter(|answer| answer.status == 200).count(), 1);
    for refused in answers.iter().filter(|answer| answer.status != 200) {
        assert_eq!(refused.refusal(), (422, "form_identifier_exists", Some("key")));
    }
    app.check().await;
}
