use serde_json::json;

use crate::app::App;
use crate::people::{DAY, person, text};

#[tokio::test]
async fn a_revoked_session_gives_no_more_tokens() {
    let app = App::start().await;
    let session = app.session(&app.add_user(person("ada")).await).await;
    let id = text(&session, "id");
    app.clock.advance(9);
    let revoked = app.post(&format!("/sessions/{id}/revoke"), json!({})).await.ok();
    assert_eq!((&revoked["status"], &revoked["updated_at"]), (&json!("revoked"), &json!(app.clock.now())));
    assert_eq!(
        app.post(&format!("/sessions/{id}/tokens"), json!({})).await.refusal(),
        (404, "resource_not_found", None)
    );
}

#[tokio::test]
async fn revoking_again_changes_nothing() {
    let app = App::start().await;
    let ada = app.add_user(person("ada")).await;
    let (session, expired) = (app.session(&ada).await, app.session(&ada).await);
    let path = format!("/sessions/{}/revoke", text(&session, "id"));
    let first = app.post(&path, json!({})).await.ok();
    app.clock.advance(5);
    assert_eq!(app.post(&path, json!({})).await.ok(), first);
    app.clock.advance(8 * DAY);
    let left = app.post(&format!("/sessions/{}/revoke", text(&expired, "id")), json!({})).await.ok();
    assert_eq!(left["status"], "expired");
    assert_eq!(app.post("/sessions/sess_none/revoke", json!({})).await.refusal(), (404, "resource_not_found", None));
}

#[tokio::test]
async fn every_session_of_one_user_can_be_revoked_and_deleted_at_once() {
    let app = App::start().await;
    let (ada, bob) = (app.add_user(person("ada")).await, app.add_user(person("bob")).await);
    let (one, two, other) = (app.session(&ada).await, app.session(&ada).await, app.session(&bob).await);
    let (user, now) = (ada.clone(), app.clock.now() + 3);
    assert_eq!(app.store_write(move |tx| tx.revoke_sessions_of_user(&user, now)).await.len(), 2);
    for (session, status) in [(&one, "revoked"), (&two, "revoked"), (&other, "active")] {
        assert_eq!(app.get(&format!("/sessions/{}", text(session, "id"))).await.ok()["status"], status);
    }
    app.store_write(move |tx| tx.delete_sessions_of_user(&ada)).await;
    assert_eq!(app.get(&format!("/sessions/{}", text(&one, "id"))).await.status, 404);
    assert_eq!(app.get(&format!("/clients/{}", text(&one, "client_id"))).await.status, 404);
    assert_eq!(app.get(&format!("/clients/{}", text(&other, "client_id"))).await.status, 200);
    assert_eq!(app.get("/clients?paginated=true").await.ok()["total_count"], 1);
}
