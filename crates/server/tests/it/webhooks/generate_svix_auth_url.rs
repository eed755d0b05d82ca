use serde_json::json;

use crate::app::App;
use crate::teams::text;

async fn open(app: &App, url: &str) -> (u16, String) {
    let response = app.http.get(url).send().await.unwrap();
    assert_eq!(response.headers()["content-type"], "text/html; charset=utf-8");
    (response.status().as_u16(), response.text().await.unwrap())
}

#[tokio::test]
async fn a_link_opens_the_page_for_an_hour() {
    let app = App::start().await;
    assert_eq!(app.post("/webhooks/svix_url", json!({})).await.refusal(), (400, "svix_app_missing", None));
    let first = text(&app.post("/webhooks/svix", json!({})).await.ok()["svix_url"]);
    let (status, page) = open(&app, &first).await;
    assert_eq!(status, 200);
    assert!(page.contains(&app.instance_id) && page.contains("2026-01-01T00:00:00Z"), "{page}");
    app.clock.advance(3_600_000);
    assert_eq!(open(&app, &first).await.0, 403, "the link has expired");
    let second = text(&app.post("/webhooks/svix_url", json!({})).await.ok()["svix_url"]);
    assert_eq!(open(&app, &second).await.0, 200);
    let forged = format!("{}x", second);
    let elsewhere = second.replace(&app.instance_id, "ins_none");
    let without = second.split('?').next().unwrap().to_owned();
    for url in [forged, elsewhere, without] {
        assert_eq!(open(&app, &url).await.0, 403, "{url}");
    }
    // Turned off and on, it is another application, and the old link is not for that.
    app.delete("/webhooks/svix").await;
    assert_eq!(open(&app, &second).await.0, 403);
    app.post("/webhooks/svix", json!({})).await.ok();
    assert_eq!(open(&app, &second).await.0, 403);
}
