use frontdesk_server::NewInstance;
use serde_json::json;

use crate::app::{App, START};
use crate::teams::text;

#[tokio::test]
async fn a_url_is_allowed_once() {
    let app = App::start().await;
    let made = app.post("/redirect_urls", json!({ "url": "my-app://oauth-callback" })).await.ok();
    assert!(text(&made["id"]).starts_with("ru_"));
    assert_eq!((&made["object"], &made["url"]), (&json!("redirect_url"), &json!("my-app://oauth-callback")));
    assert_eq!((&made["created_at"], &made["updated_at"]), (&json!(START), &json!(START)));
    let again = app.post("/redirect_urls", json!({ "url": "my-app://oauth-callback" })).await;
    assert_eq!(again.refusal(), (400, "duplicate_record", Some("url")));
    let race = (0..6).map(|_| app.post("/redirect_urls", json!({ "url": "https://example.com/back" })));
    let answers = futures_util::future::join_all(race).await;
    assert_eq!(answers.iter().filter(|answer| answer.status == 200).count(), 1);
    app.check().await;
}

#[tokio::test]
async fn what_opens_no_application_is_refused() {
    let app = App::start().await;
    for url in ["nonsense", "javascript://alert", "http://example.com", "mailto:a@b.example", ""] {
        let refused = app.post("/redirect_urls", json!({ "url": url })).await;
        assert_eq!(refused.refusal(), (422, "form_param_value_invalid", Some("url")), "{url}");
    }
    assert_eq!(app.post("/redirect_urls", json!({})).await.refusal(), (422, "form_param_missing", Some("url")));
    let long = format!("https://example.com/{}", "é".repeat(1000));
    let refused = app.post("/redirect_urls", json!({ "url": long })).await;
    assert_eq!(refused.refusal(), (422, "form_param_max_length_exceeded", Some("url")));
    app.post("/redirect_urls", json!({ "url": "http://localhost:3000/back" })).await.ok();
}

#[tokio::test]
async fn production_takes_no_plain_http() {
    let app = App::start_with(NewInstance { production: true, ..NewInstance::default() }).await;
    let refused = app.post("/redirect_urls", json!({ "url": "http://localhost:3000/back" })).await;
    assert_eq!(refused.refusal(), (422, "form_param_value_invalid", Some("url")));
    app.post("/redirect_urls", json!({ "url": "https://example.com/back" })).await.ok();
}
