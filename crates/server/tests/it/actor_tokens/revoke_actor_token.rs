use serde_json::json;

use crate::app::App;
use crate::people::{person, text};

#[tokio::test]
async fn an_actor_token_is_revoked_once() {
    let app = App::start().await;
    let ada = app.add_user(person("ada")).await;
    let token = app.post("/actor_tokens", json!({ "user_id": ada, "actor": { "sub": "x" } })).await.ok();
    let path = format!("/actor_tokens/{}/revoke", text(&token, "id"));
    app.clock.advance(5);
    let revoked = app.post(&path, json!({})).await.ok();
    let expected = json!({
        "object": "actor_token", "id": token["id"], "status": "revoked", "user_id": ada, "actor": { "sub": "x" },
        "created_at": token["created_at"], "updated_at": app.clock.now(),
    });
    assert_eq!(revoked, expected);
    let again = app.post(&path, json!({})).await;
    assert_eq!(again.refusal(), (400, "actor_token_cannot_be_revoked_code", None));
    assert!(text(&again.body["errors"][0], "long_message").contains("revoked"));
    let unknown = app.post("/actor_tokens/act_none/revoke", json!({})).await;
    assert_eq!(unknown.refusal(), (404, "resource_not_found", None));
}

#[tokio::test]
async fn a_deleted_users_actor_tokens_are_gone() {
    let app = App::start().await;
    let ada = app.add_user(person("ada")).await;
    let token = app.post("/actor_tokens", json!({ "user_id": ada, "actor": { "sub": "x" } })).await.ok();
    app.delete(&format!("/users/{ada}")).await.ok();
    let gone = app.post(&format!("/actor_tokens/{}/revoke", text(&token, "id")), json!({})).await;
    assert_eq!(gone.refusal(), (404, "resource_not_found", None));
    assert!(app.store.check().await.unwrap().is_clean());
}
