use serde_json::json;

use crate::app::App;
use crate::proxy::production;
use crate::teams::text;

#[tokio::test]
async fn a_satellite_is_added() {
    let app = App::start().await;
    let made = app.post("/domains", json!({ "name": "Localhost:3000", "is_satellite": true })).await.ok();
    assert!(text(&made["id"]).starts_with("dmn_"));
    assert_eq!((&made["object"], &made["name"]), (&json!("domain"), &json!("localhost:3000")));
    assert_eq!((&made["is_satellite"], &made["accounts_portal_url"]), (&json!(true), &json!(null)));
    assert_eq!((&made["proxy_url"], &made["cname_targets"]), (&json!(null), &json!([])));
    assert!(text(&made["frontend_api_url"]).ends_with(".clerk.accounts.dev"));
    assert_eq!(made["development_origin"], "");
    app.check().await;
}

#[tokio::test]
async fn in_production_a_satellite_needs_a_record_of_its_own() {
    let app = production().await;
    let made = app.post("/domains", json!({ "name": "shop.example", "is_satellite": true })).await.ok();
    assert_eq!(made["frontend_api_url"], "https://clerk.shop.example");
    let targets = json!([{ "host": "clerk.shop.example", "value": "api.host.example", "required": true }]);
    assert_eq!(made["cname_targets"], targets);
    let body = json!({ "name": "x.vercel.app", "is_satellite": true });
    let refused = app.post("/domains", body).await;
    assert_eq!(refused.refusal(), (422, "proxy_url_required_for_provider_domain", Some("proxy_url")));
    let body = json!({ "name": "x.vercel.app", "is_satellite": true, "proxy_url": "https://x.vercel.app/__clerk/" });
    let made = app.post("/domains", body).await.ok();
    assert_eq!(made["proxy_url"], "https://x.vercel.app/__clerk");
    assert_eq!(made["cname_targets"][0]["required"], false, "the proxy stands in for the record");
}

#[tokio::test]
async fn what_cannot_be_a_satellite_is_refused() {
    let app = App::start().await;
    let add = async |name: &str| app.post("/domains", json!({ "name": name, "is_satellite": true })).await;
    add("one.example").await.ok();
    for (name, refusal) in [
        ("ONE.example", (422, "form_identifier_exists", Some("name"))),
        ("https://two.example", (422, "form_param_format_invalid", Some("name"))),
        ("two.example/path", (422, "form_param_format_invalid", Some("name"))),
        ("", (422, "form_param_format_invalid", Some("name"))),
    ] {
        assert_eq!(add(name).await.refusal(), refusal, "{name}");
    }
    let primary = app.post("/domains", json!({ "name": "two.example", "is_satellite": false })).await;
    assert_eq!(primary.refusal(), (422, "primary_domain_already_exists", Some("is_satellite")));
    let missing = app.post("/domains", json!({ "is_satellite": true })).await;
    assert_eq!(missing.refusal(), (422, "form_param_missing", Some("name")));
    let body = json!({ "name": "two.example", "is_satellite": true, "proxy_url": "https://two.example/__clerk" });
    assert_eq!(app.post("/domains", body).await.refusal(), (400, "domain_update_forbidden", None));
    let app = production().await;
    for (field, value) in
        [("name", "localhost:3000"), ("name", "localhost"), ("proxy_url", "http://a.example"), ("proxy_url", "x")]
    {
        let mut body = json!({ "name": "two.example", "is_satellite": true });
        body[field] = json!(value);
        assert_eq!(
            app.post("/domains", body).await.refusal(),
            (422, "form_param_format_invalid", Some(field)),
            "{value}"
        );
    }
}
