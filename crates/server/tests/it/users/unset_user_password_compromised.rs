use serde_json::json;

use crate::app::App;
use crate::people::text;

#[tokio::test]
async fn a_mark_that_is_taken_back_asks_nobody_to_reset_anything() {
    let app = App::start().await;
    let user = app.post("/users", json!({ "username": "ada_l", "password": "a difficult one 17" })).await.ok();
    let id = text(&user, "id");
    app.post(&format!("/users/{id}/password/set_compromised"), json!({})).await.ok();
    let waiting = app.session(id).await;
    assert_eq!(waiting["status"], "pending");
    let path = format!("/users/{id}/password/unset_compromised");
    let user = app.post(&path, json!({})).await.ok();
    assert_eq!(app.get(&format!("/sessions/{}", text(&waiting, "id"))).await.ok()["status"], "active");
    assert_eq!(app.session(id).await["status"], "active");
    app.clock.advance(1000);
    let again = app.post(&path, json!({})).await.ok();
    assert_eq!(again["updated_at"], user["updated_at"]);
    let refused = app.post("/users/user_none/password/unset_compromised", json!({})).await;
    assert_eq!(refused.refusal(), (404, "resource_not_found", None));
}
