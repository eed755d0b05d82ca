use reqwest::Method;
use serde_json::json;

use crate::app::App;
use crate::machines_and_tokens::GONE;
use crate::people::text;

#[tokio::test]
async fn the_secret_is_given_back_to_the_instance_alone() {
    let app = App::start().await;
    let (ada, acme) = (app.user("ada").await, app.organization("Acme").await);
    for owner in [&ada, &acme] {
        let made = app.api_key(owner, "Key", json!({})).await;
        let path = format!("/api_keys/{}/secret", text(&made, "id"));
        assert_eq!(app.get(&path).await.ok(), json!({ "secret": made["secret"] }));
        // Whoever bears it may do nothing here.
        let refused = app.with_key(text(&made, "secret"), Method::GET, &path, None).await;
        assert_eq!(refused.refusal(), (401, "clerk_key_invalid", None));
        app.post(&format!("/api_keys/{}/revoke", text(&made, "id")), json!({})).await.ok();
        assert_eq!(app.get(&path).await.ok(), json!({ "secret": made["secret"] }), "also of one that was taken back");
    }
    assert_eq!(app.get("/api_keys/ak_none/secret").await.refusal(), GONE);
}
