//! Joining the waitlist, and what becomes of those who wait.

use frontdesk_server::delivery::Message;
use serde_json::{Value, json};

use crate::app::{Answer, App, START};
use crate::people::{DAY, text};

const PATH: &str = "/waitlist_entries";

impl App {
    async fn wait(&self, address: &str) -> Value {
        self.post(PATH, json!({ "email_address": address, "notify": false })).await.ok()
    }

    async fn entry_action(&self, entry: &Value, action: &str) -> Answer {
        self.post(&format!("{PATH}/{}/{action}", text(entry, "id")), json!({})).await
    }
}

#[tokio::test]
async fn whoever_joins_waits_once_and_is_told_once() {
    let app = App::start().await;
    let made = app.post(PATH, json!({ "email_address": " Ada@Example.com" })).await.ok();
    let expected = json!({
        "object": "waitlist_entry", "id": made["id"], "email_address": "ada@example.com", "status": "pending",
        "is_locked": false, "created_at": START, "updated_at": START,
    });
    assert_eq!(made, expected, "and no invitation");
    assert!(text(&made, "id").starts_with("wle_"));
    let told = Message::WaitlistJoined { to: "ada@example.com".to_owned() };
    assert_eq!(app.outbox.take(), std::slice::from_ref(&told));
    app.clock.advance(5);
    assert_eq!(app.post(PATH, json!({ "email_address": "ADA@example.com" })).await.ok(), made);
    assert_eq!(app.outbox.take(), []);
    app.post(PATH, json!({ "email_address": "quiet@example.com", "notify": false })).await.ok();
    app.post(PATH, json!({ "email_address": "null@example.com", "notify": null })).await.ok();
    assert_eq!(app.outbox.take(), [Message::WaitlistJoined { to: "null@example.com".to_owned() }]);
    assert_eq!(app.get(PATH).await.ok()["total_count"], 3);
}

#[tokio::test]
async fn what_is_no_address_cannot_wait() {
    let app = App::start().await;
    for (body, code, param) in [
        (json!({}), "form_param_missing", "email_address"),
        (json!({ "email_address": null }), "form_param_nil", "email_address"),
        (json!({ "email_address": "nobody" }), "form_param_format_invalid", "email_address"),
        (json!({ "email_address": 7 }), "form_param_type_invalid", "email_address"),
        (json!({ "email_address": "a@example.com", "notify": "x" }), "form_param_type_invalid", "notify"),
    ] {
        assert_eq!(app.post(PATH, body.clone()).await.refusal(), (422, code, Some(param)), "{body}");
    }
    // The body is not a closed one.
    app.post(PATH, json!({ "email_address": "a@example.com", "colour": "red" })).await.ok();
}

#[tokio::test]
async fn several_join_at_once_in_their_order_or_nobody_does() {
    let app = App::start().await;
    let known = app.wait("known@example.com").await;
    let bulk = async |addresses: &[&str]| {
        let body: Value = addresses.iter().map(|address| json!({ "email_address": address })).collect();
        app.post(&format!("{PATH}/bulk"), body).await
    };
    let made = bulk(&["z@example.com", "Known@example.com", "a@example.com"]).await.ok();
    let addresses: Vec<&str> = made.as_array().unwrap().iter().map(|one| text(one, "email_address")).collect();
    assert_eq!(addresses, ["z@example.com", "known@example.com", "a@example.com"]);
    assert_eq!(made[1], known);
    assert_eq!(app.outbox.take().len(), 2, "who was there already is not told again");

    let count = async || app.get(PATH).await.ok()["total_count"].clone();
    for (addresses, code) in [
        (["new@example.com", "NEW@example.com"], "form_param_duplicate"),
        (["new@example.com", "nobody"], "form_param_format_invalid"),
    ] {
        let refused = bulk(&addresses).await;
        assert_eq!(refused.refusal(), (422, code, Some("email_address")));
        assert_eq!((count().await, app.outbox.take()), (json!(3), vec![]));
    }
    let many: Vec<String> = (0..51).map(|number| format!("m{number}@example.com")).collect();
    let many: Vec<&str> = many.iter().map(String::as_str).collect();
    assert_eq!(bulk(&many).await.refusal(), (400, "bulk_size_exceeded", None));
    assert_eq!(bulk(&[]).await.status, 422);
    assert_eq!(bulk(&many[..50]).await.ok().as_array().unwrap().len(), 50);
    let unknown = app.post(&format!("{PATH}/bulk"), json!([{ "email_address": "x@example.com", "colour": 1 }])).await;
    assert_eq!(unknown.refusal(), (422, "form_param_unknown", Some("colour")));
    assert_eq!(count().await, 53);
}

#[tokio::test]
async fn an_invited_person_gets_a_real_invitation() {
    let app = App::start().await;
    let entry = app.wait("ada@example.com").await;
    app.clock.advance(10);
    let invited = app.entry_action(&entry, "invite").await.ok();
    assert_eq!((&invited["status"], &invited["updated_at"]), (&json!("invited"), &json!(START + 10)));
    let invitation = &invited["invitation"];
    assert_eq!(invitation, &app.get("/invitations").await.ok()[0]);
    assert_eq!((&invitation["email_address"], &invitation["status"]), (&json!("ada@example.com"), &json!("pending")));
    let ticket = text(invitation, "url").split_once("ticket=").unwrap().1.to_owned();
    assert_eq!(app.read_token(&ticket).await.claims["sid"], invitation["id"]);
    assert_eq!(app.get(PATH).await.ok()["data"][0], invited, "a list shows it too");

    let again = app.entry_action(&entry, "invite").await;
    assert_eq!(again.refusal(), (409, "waitlist_entry_already_invited", None));
    let path = format!("{PATH}/{}/invite", text(&entry, "id"));
    let renewed = app.post(&path, json!({ "ignore_existing": true })).await.ok();
    assert_ne!(renewed["invitation"]["id"], invitation["id"]);
    assert_eq!(app.get("/invitations?paginated=true").await.ok()["total_count"], 2);
}

#[tokio::test]
async fn an_invitation_that_came_to_nothing_can_be_made_again() {
    let app = App::start().await;
    let entry = app.wait("ada@example.com").await;
    let first = app.entry_action(&entry, "invite").await.ok();
    let revoke = format!("/invitations/{}/revoke", text(&first["invitation"], "id"));
    app.post(&revoke, json!({})).await.ok();
    let second = app.entry_action(&entry, "invite").await.ok();
    assert_ne!(second["invitation"]["id"], first["invitation"]["id"]);
    app.clock.advance(30 * DAY);
    app.entry_action(&entry, "invite").await.ok();
}

#[tokio::test]
async fn invitations_and_users_of_the_address_stand_in_the_way() {
    let app = App::start().await;
    let (ada, bob) = (app.wait("ada@example.com").await, app.wait("bob@example.com").await);
    app.post("/invitations", json!({ "email_address": "ada@example.com" })).await.ok();
    let refused = app.entry_action(&ada, "invite").await;
    assert_eq!(refused.refusal(), (400, "duplicate_record", None));
    app.user("bob").await;
    let refused = app.entry_action(&bob, "invite").await;
    assert_eq!(refused.refusal(), (422, "form_identifier_exists", Some("email_address")));
    assert_eq!(app.get(&format!("{PATH}?status=pending")).await.ok()["total_count"], 2, "nothing of it was kept");
    for entry in [&ada, &bob] {
        let path = format!("{PATH}/{}/invite", text(entry, "id"));
        assert_eq!(app.post(&path, json!({ "ignore_existing": true })).await.ok()["status"], "invited");
    }
    app.configure(|settings| settings.email_address_enabled = false).await;
    let carol = app.wait("carol@example.com").await;
    assert_eq!(app.entry_action(&carol, "invite").await.refusal(), (400, "invitations_not_supported", None));
}

#[tokio::test]
async fn who_is_turned_down_cannot_follow_the_link_and_may_be_invited_later() {
    let app = App::start().await;
    let entry = app.wait("ada@example.com").await;
    let invited = app.entry_action(&entry, "invite").await.ok();
    app.clock.advance(7);
    let rejected = app.entry_action(&entry, "reject").await.ok();
    assert_eq!((&rejected["status"], &rejected["updated_at"]), (&json!("rejected"), &json!(START + 7)));
    assert_eq!(rejected["invitation"]["status"], "revoked");
    let id = text(&invited["invitation"], "id");
    let late = app.sign_up(json!({ "email_address": "ada@example.com", "invitation_id": id })).await;
    assert!(late.unwrap_err().contains("no pending invitation"));
    assert_eq!(app.entry_action(&entry, "reject").await.refusal(), (409, "waitlist_entry_already_rejected", None));
    assert_eq!(app.entry_action(&entry, "invite").await.ok()["status"], "invited");
    let waiting = app.wait("bob@example.com").await;
    assert_eq!(app.entry_action(&waiting, "reject").await.ok()["status"], "rejected");
}

#[tokio::test]
async fn whoever_signs_up_has_completed_the_wait() {
    let app = App::start().await;
    app.configure(|settings| settings.restrictions.sign_up_mode = "waitlist".to_owned()).await;
    let entry = app.wait("ada@example.com").await;
    let waiting = app.sign_up(json!({ "email_address": "ada@example.com" })).await;
    assert_eq!(waiting, Err("sign_up_restricted_waitlist".to_owned()));
    let invited = app.entry_action(&entry, "invite").await.ok();
    let id = text(&invited["invitation"], "id");
    app.sign_up(json!({ "email_address": "ada@example.com", "invitation_id": id })).await.unwrap();
    let completed = app.get(&format!("{PATH}?status=completed")).await.ok();
    assert_eq!((&completed["total_count"], &completed["data"][0]["id"]), (&json!(1), &entry["id"]));
    assert_eq!(completed["data"][0]["invitation"]["status"], "accepted");
    for action in ["invite", "reject"] {
        let refused = app.entry_action(&entry, action).await;
        let code = if action == "invite" { "form_identifier_exists" } else { "waitlist_entry_already_completed" };
        assert!(["waitlist_entry_already_completed", code].contains(&refused.refusal().1), "{action}");
    }
    assert_eq!(app.entry_action(&entry, "invite").await.refusal(), (409, "waitlist_entry_already_completed", None));
    let refused = app.delete(&format!("{PATH}/{}", text(&entry, "id"))).await;
    assert_eq!(refused.refusal(), (409, "waitlist_entry_already_completed", None));
}

#[tokio::test]
async fn only_who_still_waits_can_be_deleted_and_may_come_again() {
    let app = App::start().await;
    let entry = app.wait("ada@example.com").await;
    let path = format!("{PATH}/{}", text(&entry, "id"));
    assert_eq!(app.delete(&path).await.ok(), json!({ "object": "waitlist_entry", "id": entry["id"], "deleted": true }));
    assert_eq!(app.delete(&path).await.refusal(), (404, "resource_not_found", None));
    let again = app.wait("ada@example.com").await;
    assert_ne!(again["id"], entry["id"]);
    for (action, code) in [("invite", "waitlist_entry_already_invited"), ("reject", "waitlist_entry_already_rejected")]
    {
        app.entry_action(&again, action).await.ok();
        let refused = app.delete(&format!("{PATH}/{}", text(&again, "id"))).await;
        assert_eq!(refused.refusal(), (409, code, None));
    }
    let report = app.store.check().await.unwrap();
    assert!(report.is_clean(), "{:#?}", report.findings);
}

#[tokio::test]
async fn an_entry_that_a_batch_holds_cannot_be_changed() {
    let app = App::start().await;
    let seed = json!({ "waitlist_entries": [{ "email_address": "ada@example.com", "is_locked": true }] });
    let report = app.seed(seed).await.unwrap();
    let entry = json!({ "id": report.waitlist_entries[0] });
    let refusal = (409, "waitlist_entry_locked", None);
    for action in ["invite", "reject"] {
        assert_eq!(app.entry_action(&entry, action).await.refusal(), refusal, "{action}");
    }
    assert_eq!(app.delete(&format!("{PATH}/{}", text(&entry, "id"))).await.refusal(), refusal);
    assert_eq!(app.wait("ada@example.com").await["is_locked"], true);
}

#[tokio::test]
async fn nobody_knows_an_entry_that_is_not_there() {
    let app = App::start().await;
    let entry = json!({ "id": "wle_none" });
    for action in ["invite", "reject"] {
        assert_eq!(app.entry_action(&entry, action).await.refusal(), (404, "resource_not_found", None));
    }
    assert_eq!(app.delete(&format!("{PATH}/wle_none")).await.refusal(), (404, "resource_not_found", None));
    let wrong = app.post(&format!("{PATH}/wle_none/invite"), json!({ "ignore_existing": 1 })).await;
    assert_eq!(wrong.refusal(), (422, "form_param_type_invalid", Some("ignore_existing")));
}

#[tokio::test]
async fn of_invitations_that_race_one_is_made() {
    let app = App::start().await;
    let entry = app.wait("ada@example.com").await;
    let answers = futures_util::future::join_all((0..6).map(|_| app.entry_action(&entry, "invite"))).await;
    let statuses: Vec<u16> = answers.iter().map(|answer| answer.status).collect();
    assert_eq!(statuses.iter().filter(|status| **status == 200).count(), 1, "{statuses:?}");
    assert_eq!(app.get("/invitations?paginated=true").await.ok()["total_count"], 1);
}
