use reqwest::Method;
use serde_json::json;

use crate::app::App;
use crate::keys::without_secret;
use crate::machines_and_tokens::GONE;
use crate::people::text;

#[tokio::test]
async fn a_key_is_shown_in_every_version() {
    let app = App::start().await;
    let ada = app.user("ada").await;
    let made = app.api_key(&ada, "Key", json!({ "claims": { "a": 1 }, "description": "For tests" })).await;
    let path = format!("/api_keys/{}", text(&made, "id"));
    for version in ["2021-02-05", "2024-10-01", "2025-03-12", "2025-04-10", "2025-11-10", "2026-05-12"] {
        let shown = app.in_version(version, &path, None).await.ok();
        assert_eq!(shown, without_secret(made.clone()), "{version}");
    }
}

#[tokio::test]
async fn what_is_unknown_is_not_found() {
    let app = App::start().await;
    let ada = app.user("ada").await;
    let made = app.api_key(&ada, "Key", json!({})).await;
    let other = app.other_key().await;
    let path = format!("/api_keys/{}", text(&made, "id"));
    for (method, path) in
        [(Method::GET, path.clone()), (Method::DELETE, path.clone()), (Method::GET, format!("{path}/secret"))]
    {
        assert_eq!(app.with_key(&other, method, &path, None).await.refusal(), GONE, "{path} of another instance");
    }
    for id in [
        "ak_00000000000000000000000000000000",
        "api_key_00000000000000000000000000000000",
        "ak_nobodys",
        &text(&made, "secret"),
    ] {
        assert_eq!(app.get(&format!("/api_keys/{id}")).await.refusal(), GONE, "{id}");
    }
    app.get(&path).await.ok();
}
