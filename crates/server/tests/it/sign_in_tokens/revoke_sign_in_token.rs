use serde_json::json;

use crate::app::App;
use crate::people::{person, text};

#[tokio::test]
async fn a_sign_in_token_is_revoked_once() {
    let app = App::start().await;
    let ada = app.add_user(person("ada")).await;
    let token = app.post("/sign_in_tokens", json!({ "user_id": ada })).await.ok();
    let path = format!("/sign_in_tokens/{}/revoke", text(&token, "id"));
    app.clock.advance(5);
    let revoked = app.post(&path, json!({})).await.ok();
    let expected = json!({
        "object": "sign_in_token", "id": token["id"], "status": "revoked", "user_id": ada,
        "created_at": token["created_at"], "updated_at": app.clock.now(),
    });
    assert_eq!(revoked, expected);
    let again = app.post(&path, json!({})).await;
    assert_eq!(again.refusal(), (400, "sign_in_token_cannot_be_revoked_code", None));
    assert!(text(&again.body["errors"][0], "long_message").contains("revoked"));
}

#[tokio::test]
async fn a_deleted_users_sign_in_tokens_are_gone() {
    let app = App::start().await;
    let ada = app.add_user(person("ada")).await;
    let token = app.post("/sign_in_tokens", json!({ "user_id": ada })).await.ok();
    app.store_write(move |tx| tx.delete_sign_in_tokens_of_user(&ada)).await;
    let gone = app.post(&format!("/sign_in_tokens/{}/revoke", text(&token, "id")), json!({})).await;
    assert_eq!(gone.refusal(), (404, "resource_not_found", None));
}
