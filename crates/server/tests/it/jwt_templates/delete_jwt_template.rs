use serde_json::json;

use crate::app::App;
use crate::people::{person, text};

#[tokio::test]
async fn a_deleted_template_makes_no_tokens() {
    let app = App::start().await;
    let session = app.session(&app.add_user(person("ada")).await).await;
    let made = app.post("/jwt_templates", json!({ "name": "one", "claims": {} })).await.ok();
    let path = format!("/jwt_templates/{}", text(&made, "id"));
    let deleted = app.delete(&path).await.ok();
    assert_eq!(deleted, json!({ "object": "jwt_template", "id": made["id"], "deleted": true }));
    for answer in [
        app.delete(&path).await,
        app.get(&path).await,
        app.post(&format!("/sessions/{}/tokens/one", text(&session, "id")), json!({})).await,
    ] {
        assert_eq!(answer.refusal(), (404, "resource_not_found", None));
    }
    assert_eq!(app.get("/jwt_templates?paginated=true").await.ok(), json!({ "data": [], "total_count": 0 }));
    app.post("/jwt_templates", json!({ "name": "one", "claims": {} })).await.ok();
    assert!(app.store.check().await.unwrap().is_clean());
}

#[tokio::test]
async fn the_template_of_session_tokens_stays() {
    let app = App::start().await;
    let seed = json!({ "jwt_templates": [{ "name": "session", "claims": {}, "session_token": true }] });
    let id = app.seed(seed).await.unwrap().jwt_templates[0].id.clone();
    app.server.shared.forget_instances();
    let refused = app.delete(&format!("/jwt_templates/{id}")).await;
    assert_eq!(refused.refusal(), (403, "session_token_jwt_template", None));
    app.get(&format!("/jwt_templates/{id}")).await.ok();
}
