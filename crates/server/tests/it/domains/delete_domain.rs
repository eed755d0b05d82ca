use serde_json::json;

use crate::app::App;
use crate::proxy::Proxy;
use crate::teams::text;

#[tokio::test]
async fn a_satellite_goes_with_what_was_found_of_its_proxy_and_the_primary_domain_stays() {
    let app = App::start().await;
    let made = app.post("/domains", json!({ "name": "a.example", "is_satellite": true })).await.ok();
    let proxy = Proxy::start(&app).await;
    app.post("/proxy_checks", json!({ "domain_id": made["id"], "proxy_url": proxy.url() })).await.ok();
    let path = format!("/domains/{}", text(&made["id"]));
    let gone = app.delete(&path).await.ok();
    assert_eq!(gone, json!({ "object": "domain", "id": made["id"], "deleted": true }));
    assert_eq!(app.delete(&path).await.refusal(), (404, "resource_not_found", None));
    let primary = text(&app.get("/domains").await.ok()["data"][0]["id"]);
    let refused = app.delete(&format!("/domains/{primary}")).await;
    assert_eq!(refused.refusal(), (403, "operation_not_allowed_on_primary_domain", None));
    app.post("/domains", json!({ "name": "a.example", "is_satellite": true })).await.ok();
    app.check().await;
}
