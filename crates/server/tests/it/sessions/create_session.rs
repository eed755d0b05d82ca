use frontdesk_server::NewInstance;
use serde_json::{Value, json};

use crate::app::{App, START};
use crate::people::{DAY, person, text};

#[tokio::test]
async fn a_session_is_active_on_a_client_of_its_own() {
    let app = App::start().await;
    let user = app.add_user(person("ada")).await;
    let session = app.session(&user).await;
    assert!(text(&session, "id").starts_with("sess_"));
    assert!(text(&session, "client_id").starts_with("client_"));
    let expected = json!({
        "object": "session", "id": session["id"], "user_id": user, "client_id": session["client_id"], "actor": null,
        "status": "active", "last_active_organization_id": null, "last_active_at": START,
        "expire_at": START + 7 * DAY, "abandon_at": START + 30 * DAY, "updated_at": START, "created_at": START,
        "tasks": null,
    });
    assert_eq!(session, expected);
    assert_ne!(app.session(&user).await["client_id"], session["client_id"]);
}

#[tokio::test]
async fn a_session_marks_the_sign_in_of_its_user() {
    let app = App::start().await;
    let user = app.add_user(person("ada")).await;
    app.clock.advance(DAY + 5);
    app.session(&user).await;
    let read = app.get(&format!("/users/{user}")).await.ok();
    assert_eq!(read["last_sign_in_at"], START + DAY + 5);
    assert_eq!(read["last_active_at"], START + DAY, "by the day");
}

#[tokio::test]
async fn an_organization_is_active_only_for_its_members() {
    let app = App::start().await;
    let (ada, bob) = (app.add_user(person("ada")).await, app.add_user(person("bob")).await);
    let organization = app.add_organization("acme", &ada, "org:admin", &[]).await;
    let open = |user: &str| app.post("/sessions", json!({ "user_id": user, "active_organization_id": organization }));
    assert_eq!(open(&ada).await.ok()["last_active_organization_id"], organization.as_str());
    let refused = open(&bob).await;
    assert_eq!(refused.refusal(), (422, "form_resource_not_found", Some("active_organization_id")));
    assert_eq!(app.get(&format!("/sessions?user_id={bob}")).await.ok(), json!([]), "nothing was made");
}

#[tokio::test]
async fn a_session_needs_a_user_who_may_sign_in() {
    let app = App::start().await;
    let banned = app.add_user(frontdesk_storage::users::User { banned: true, ..person("eve") }).await;
    let open = |body: Value| app.post("/sessions", body);
    assert_eq!(open(json!({ "user_id": "user_none" })).await.refusal(), (404, "resource_not_found", None));
    assert_eq!(open(json!({})).await.refusal(), (422, "form_param_missing", Some("user_id")));
    let refused = open(json!({ "user_id": banned })).await;
    assert_eq!(refused.refusal(), (422, "form_param_value_invalid", Some("user_id")));
}

#[tokio::test]
async fn production_instances_sign_nobody_in_by_the_api() {
    let app = App::start_with(NewInstance { production: true, ..NewInstance::default() }).await;
    let user = app.add_user(person("ada")).await;
    let refused = app.post("/sessions", json!({ "user_id": user })).await;
    assert_eq!(refused.refusal(), (400, "request_invalid_for_environment", None));
}

#[tokio::test]
async fn a_compromised_password_makes_the_session_wait() {
    let app = App::start().await;
    let compromised = frontdesk_storage::users::User { password_compromised: true, ..person("ada") };
    let user = app.add_user(compromised).await;
    let session = app.session(&user).await;
    assert_eq!((&session["status"], &session["tasks"]), (&json!("pending"), &json!([{ "key": "reset-password" }])));

    // Versions before 2025-04-10 do not know what pending is.
    let path = format!("/sessions/{}", text(&session, "id"));
    for (version, status, tasks) in [
        ("2025-04-10", "pending", Some(json!([{ "key": "reset-password" }]))),
        ("2024-10-01", "active", None),
        ("2021-02-05", "active", None),
    ] {
        let shown = app.in_version(version, &path, None).await.ok();
        assert_eq!((&shown["status"], shown.get("tasks")), (&json!(status), tasks.as_ref()), "{version}");
    }

    app.clock.advance(7);
    let (owner, now) = (user.clone(), app.clock.now());
    app.store_write(move |tx| tx.complete_session_task(&owner, "reset-password", now)).await;
    let done = app.get(&path).await.ok();
    assert_eq!((&done["status"], &done["tasks"]), (&json!("active"), &Value::Null));
    assert_eq!(done["updated_at"], now);
}
