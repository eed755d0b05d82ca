use serde_json::json;

use crate::app::App;
use crate::teams::text;

#[tokio::test]
async fn webhooks_are_turned_on_once() {
    let app = App::start().await;
    let made = app.post("/webhooks/svix", json!({})).await.ok();
    assert!(text(&made["svix_url"]).starts_with(&app.server.url()), "{made}");
    assert_eq!(app.post("/webhooks/svix", json!({})).await.refusal(), (400, "svix_app_exists", None));
    // Another instance has its own.
    let other = app.other_key().await;
    let theirs = app.send_as(&other, reqwest::Method::POST, "/webhooks/svix", json!({})).await.ok();
    assert_ne!(theirs, made);
    app.check().await;
}
