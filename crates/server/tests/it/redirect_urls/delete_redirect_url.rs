use serde_json::json;

use crate::app::App;
use crate::teams::text;

#[tokio::test]
async fn a_url_that_was_taken_off_can_be_allowed_again() {
    let app = App::start().await;
    let made = app.post("/redirect_urls", json!({ "url": "app://back" })).await.ok();
    let path = format!("/redirect_urls/{}", text(&made["id"]));
    let other = app.other_key().await;
    let foreign = app.send_as(&other, reqwest::Method::DELETE, &path, json!({})).await;
    assert_eq!(foreign.refusal(), (404, "resource_not_found", None));
    let gone = app.delete(&path).await.ok();
    assert_eq!(gone, json!({ "object": "redirect_url", "id": made["id"], "deleted": true }));
    let refused = app.delete(&path).await;
    assert_eq!(refused.refusal(), (404, "resource_not_found", None));
    assert_eq!(refused.body["errors"][0]["message"], "Redirect url not found");
    app.post("/redirect_urls", json!({ "url": "app://back" })).await.ok();
    app.check().await;
}
