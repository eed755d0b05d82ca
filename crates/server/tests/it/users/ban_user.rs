use serde_json::json;

use crate::app::{App, START};
use crate::people::text;

#[tokio::test]
async fn a_ban_revokes_the_sessions_of_its_user_and_no_others() {
    let app = App::start().await;
    let (ada, bob) = (app.user("ada").await, app.user("bob").await);
    let sessions = [app.session(&ada).await, app.session(&ada).await, app.session(&bob).await];
    app.clock.advance(1000);
    let banned = app.post(&format!("/users/{ada}/ban"), json!({})).await.ok();
    assert_eq!((&banned["banned"], &banned["locked"]), (&json!(true), &json!(false)));
    assert_eq!(banned["updated_at"], START + 1000);
    let mut statuses = Vec::new();
    for session in &sessions {
        statuses.push(app.get(&format!("/sessions/{}", text(session, "id"))).await.ok()["status"].clone());
    }
    assert_eq!(statuses, ["revoked", "revoked", "active"]);
    assert_eq!(app.get("/users/count?banned=true").await.ok()["total_count"], 1);
}

#[tokio::test]
async fn a_ban_can_be_repeated_and_changes_nothing_then() {
    let app = App::start().await;
    let path = format!("/users/{}/ban", app.user("ada").await);
    let banned = app.post(&path, json!({})).await.ok();
    app.clock.advance(1000);
    assert_eq!(app.post(&path, json!({})).await.ok(), banned);
    assert_eq!(app.post("/users/user_none/ban", json!({})).await.refusal(), (404, "resource_not_found", None));
}
