use serde_json::json;

use crate::app::App;
use crate::people::text;

#[tokio::test]
async fn a_template_is_found_by_its_id_in_every_version() {
    let app = App::start().await;
    let made = app.post("/jwt_templates", json!({ "name": "mine", "claims": { "a": 1 } })).await.ok();
    let path = format!("/jwt_templates/{}", text(&made, "id"));
    for version in ["2021-02-05", "2024-10-01", "2025-03-12", "2025-04-10", "2025-11-10", "2026-05-12"] {
        assert_eq!(app.in_version(version, &path, None).await.ok(), made, "{version}");
    }
}

#[tokio::test]
async fn a_template_that_does_not_exist_is_named() {
    let app = App::start().await;
    app.post("/jwt_templates", json!({ "name": "mine", "claims": {} })).await.ok();
    for id in ["jtmp_none", "mine"] {
        let answer = app.get(&format!("/jwt_templates/{id}")).await;
        assert_eq!(answer.refusal(), (404, "resource_not_found", None));
        assert!(text(&answer.body["errors"][0], "long_message").contains(id));
    }
}
