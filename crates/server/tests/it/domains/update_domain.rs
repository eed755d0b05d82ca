use serde_json::json;

use crate::app::App;
use crate::proxy::{Proxy, production};
use crate::teams::text;

#[tokio::test]
async fn a_name_changes_in_development_and_what_is_left_out_stays() {
    let app = App::start().await;
    let primary = app.get("/domains").await.ok()["data"][0].clone();
    let path = format!("/domains/{}", text(&primary["id"]));
    let changed = app.patch(&path, json!({ "name": "my-host:3000" })).await.ok();
    assert_eq!(
        (&changed["name"], &changed["frontend_api_url"]),
        (&json!("my-host:3000"), &primary["frontend_api_url"])
    );
    assert_eq!(app.patch(&path, json!({ "is_secondary": true })).await.ok()["name"], "my-host:3000");
    app.post("/domains", json!({ "name": "a.example", "is_satellite": true })).await.ok();
    for (body, refusal) in [
        (json!({ "name": "A.example" }), (422, "form_identifier_exists", Some("name"))),
        (json!({ "name": "https://b.example" }), (422, "form_param_format_invalid", Some("name"))),
        (json!({ "proxy_url": "https://b.example" }), (400, "domain_update_forbidden", None)),
        (json!({ "proxy_url": null }), (400, "domain_update_forbidden", None)),
        (json!({ "is_satellite": true }), (422, "form_param_unknown", Some("is_satellite"))),
    ] {
        assert_eq!(app.patch(&path, body.clone()).await.refusal(), refusal, "{body}");
    }
    assert_eq!(app.patch("/domains/dmn_none", json!({})).await.refusal(), (404, "resource_not_found", None));
}

#[tokio::test]
async fn another_primary_domain_in_production_moves_the_frontend_api() {
    let app = production().await;
    let primary = app.get("/domains").await.ok()["data"][0].clone();
    let path = format!("/domains/{}", text(&primary["id"]));
    let changed = app.patch(&path, json!({ "name": "acme.test" })).await.ok();
    assert_eq!(changed["frontend_api_url"], "https://clerk.acme.test");
    let user = app.user("ada").await;
    let link = app.post("/sign_in_tokens", json!({ "user_id": user })).await.ok();
    assert!(text(&link["url"]).starts_with("https://clerk.acme.test/"), "{link}");
    let refused = app.patch(&path, json!({ "name": "acme.test:80" })).await;
    assert_eq!(refused.refusal(), (422, "form_param_format_invalid", Some("name")));
}

#[tokio::test]
async fn production_reaches_no_proxy_on_this_machine() {
    let app = production().await;
    let proxy = Proxy::start(&app).await;
    let primary = text(&app.get("/domains").await.ok()["data"][0]["id"]);
    let path = format!("/domains/{primary}");
    for url in
        [format!("https://{}", proxy.address), "https://localhost/__clerk".into(), "https://169.254.169.254".into()]
    {
        let refused = app.patch(&path, json!({ "proxy_url": url })).await;
        assert_eq!(refused.refusal(), (422, "invalid_proxy_configuration", Some("proxy_url")), "{url}");
    }
    assert!(proxy.lines.lock().unwrap().is_empty(), "nobody was asked");
    assert_eq!(app.patch(&path, json!({ "proxy_url": null })).await.ok()["proxy_url"], json!(null));
}
