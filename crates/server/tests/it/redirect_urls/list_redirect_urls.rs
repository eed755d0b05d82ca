use reqwest::Method;
use serde_json::json;

use crate::app::App;
use crate::teams::column;

#[tokio::test]
async fn urls_are_an_array_or_a_page_in_every_version() {
    let app = App::start().await;
    for number in 0..12 {
        app.clock.advance(1);
        app.post("/redirect_urls", json!({ "url": format!("app{number}://back") })).await.ok();
    }
    for version in ["2021-02-05", "2024-10-01", "2025-03-12", "2025-04-10", "2025-11-10", "2026-05-12"] {
        let list = async |path: &str| app.send(app.request_in(version, Method::GET, path)).await.ok();
        let bare = list("/redirect_urls").await;
        assert_eq!(bare.as_array().map(Vec::len), Some(10), "{version}");
        assert_eq!(bare[0]["url"], "app11://back", "the latest comes first");
        let page = list("/redirect_urls?paginated=true&limit=2&offset=10").await;
        assert_eq!(
            (column(&page, "url"), &page["total_count"]),
            (vec!["app1://back".into(), "app0://back".into()], &json!(12))
        );
    }
    let refused = app.get("/redirect_urls?limit=0").await;
    assert_eq!(refused.refusal(), (422, "form_param_value_invalid", Some("limit")));
}
