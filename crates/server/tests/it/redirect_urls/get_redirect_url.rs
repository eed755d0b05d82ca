use serde_json::json;

use crate::app::App;
use crate::teams::text;

#[tokio::test]
async fn a_url_is_found_by_its_id() {
    let app = App::start().await;
    let made = app.post("/redirect_urls", json!({ "url": "app://back" })).await.ok();
    assert_eq!(app.get(&format!("/redirect_urls/{}", text(&made["id"]))).await.ok(), made);
    assert_eq!(app.get("/redirect_urls/ru_none").await.refusal(), (404, "resource_not_found", None));
}
