use serde_json::json;

use crate::app::App;
use crate::people::text;

#[tokio::test]
async fn a_compromised_password_still_verifies_but_must_be_reset_at_the_next_sign_in() {
    let app = App::start().await;
    let user = app.post("/users", json!({ "username": "ada_l", "password": "a difficult one 17" })).await.ok();
    let id = text(&user, "id");
    let before = app.session(id).await;
    let path = format!("/users/{id}/password/set_compromised");
    app.post(&path, json!({})).await.ok();
    app.post(&format!("/users/{id}/verify_password"), json!({ "password": "a difficult one 17" })).await.ok();
    let session = |session: &serde_json::Value| format!("/sessions/{}", text(session, "id"));
    assert_eq!(app.get(&session(&before)).await.ok()["status"], "active");
    let after = app.session(id).await;
    assert_eq!((&after["status"], &after["tasks"]), (&json!("pending"), &json!([{ "key": "reset-password" }])));
    app.patch(&format!("/users/{id}"), json!({ "password": "another one 18" })).await.ok();
    assert_eq!(app.get(&session(&after)).await.ok()["status"], "active", "the task is done");
    app.post(&path, json!({ "revoke_all_sessions": true })).await.ok();
    assert_eq!(app.get(&session(&before)).await.ok()["status"], "revoked");
}

#[tokio::test]
async fn a_password_that_does_not_exist_cannot_be_compromised() {
    let app = App::start().await;
    let path = format!("/users/{}/password/set_compromised", app.user("ada").await);
    assert_eq!(app.post(&path, json!({})).await.refusal(), (400, "no_password_set", None));
    let refused = app.post("/users/user_none/password/set_compromised", json!({})).await;
    assert_eq!(refused.refusal(), (404, "resource_not_found", None));
}
