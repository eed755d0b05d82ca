use serde_json::json;

use crate::app::App;
use crate::people::text;

#[tokio::test]
async fn a_removed_password_is_gone_and_sessions_stay_unless_they_are_to_end() {
    let app = App::start().await;
    let body = json!({ "username": "ada_l", "password": "a difficult one 17" });
    let user = app.post("/users", body).await.ok();
    let id = text(&user, "id");
    let session = app.session(id).await;
    let session = format!("/sessions/{}", text(&session, "id"));
    let path = format!("/users/{id}/remove_password");
    assert_eq!(app.post(&path, json!({})).await.ok()["password_enabled"], false);
    let verify = app.post(&format!("/users/{id}/verify_password"), json!({ "password": "a difficult one 17" })).await;
    assert_eq!(verify.refusal(), (400, "no_password_set", None));
    assert_eq!(app.get(&session).await.ok()["status"], "active");
    app.patch(&format!("/users/{id}"), json!({ "password": "another one 18" })).await.ok();
    app.post(&path, json!({ "sign_out_of_other_sessions": true })).await.ok();
    assert_eq!(app.get(&session).await.ok()["status"], "revoked");
}

#[tokio::test]
async fn without_a_password_nothing_changes() {
    let app = App::start().await;
    let id = app.user("ada").await;
    let user = app.get(&format!("/users/{id}")).await.ok();
    app.clock.advance(1000);
    assert_eq!(app.post(&format!("/users/{id}/remove_password"), json!({})).await.ok(), user);
    let refused = app.post("/users/user_none/remove_password", json!({})).await;
    assert_eq!(refused.refusal(), (404, "resource_not_found", None));
}
