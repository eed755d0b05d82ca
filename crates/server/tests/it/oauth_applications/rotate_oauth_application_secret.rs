use serde_json::json;

use crate::app::App;
use crate::machines_and_tokens::GONE;
use crate::people::text;

#[tokio::test]
async fn a_new_secret_is_shown_once_and_replaces_the_old_one() {
    let app = App::start().await;
    let made = app.oauth_application("Hats", json!({})).await;
    let path = format!("/oauth_applications/{}", text(&made, "id"));
    app.clock.advance(9);
    let rotated = app.post(&format!("{path}/rotate_secret"), json!(null)).await.ok();
    let secret = text(&rotated, "client_secret");
    assert!(secret.len() == 32 && secret != text(&made, "client_secret"), "{secret}");
    let mut expected = rotated.clone();
    expected.as_object_mut().unwrap().remove("client_secret");
    assert_eq!(app.get(&path).await.ok(), expected);
    assert_eq!(expected["updated_at"], app.clock.now());
    let id = text(&made, "id").to_owned();
    let stored = app.store_write(move |tx| tx.find_oauth_application(&id)).await.unwrap();
    assert_eq!(stored.client_secret_hash, Some(frontdesk_credentials::secret::hash_secret(secret)));
    let unknown = app.post("/oauth_applications/oauthapp_none/rotate_secret", json!(null)).await;
    assert_eq!(unknown.refusal(), GONE);
}

#[tokio::test]
async fn tokens_outlive_the_secret() {
    let app = App::start().await;
    let ada = app.user("ada").await;
    let hats = app.oauth_application("Hats", json!({})).await;
    let granted = app.grant(&hats, &ada, json!({ "jwt": false })).await;
    app.post(&format!("/oauth_applications/{}/rotate_secret", text(&hats, "id")), json!(null)).await.ok();
    assert!(app.works(&granted.access_token).await);
}
