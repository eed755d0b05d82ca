use serde_json::json;

use crate::app::App;
use crate::people::text;

#[tokio::test]
async fn a_lifted_ban_does_not_bring_sessions_back() {
    let app = App::start().await;
    let ada = app.user("ada").await;
    let session = app.session(&ada).await;
    app.post(&format!("/users/{ada}/ban"), json!({})).await.ok();
    app.clock.advance(1000);
    let unbanned = app.post(&format!("/users/{ada}/unban"), json!({})).await.ok();
    assert_eq!(unbanned["banned"], false);
    assert_eq!(app.get(&format!("/sessions/{}", text(&session, "id"))).await.ok()["status"], "revoked");
    app.clock.advance(1000);
    assert_eq!(app.post(&format!("/users/{ada}/unban"), json!({})).await.ok(), unbanned);
    assert_eq!(app.post("/users/user_none/unban", json!({})).await.refusal(), (404, "resource_not_found", None));
}
