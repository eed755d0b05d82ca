use serde_json::json;

use crate::app::App;
use crate::people::{SECOND, person, text};

#[tokio::test]
async fn a_token_proves_its_own_session_while_both_live() {
    let app = App::start().await;
    let ada = app.add_user(person("ada")).await;
    let (session, other) = (app.session(&ada).await, app.session(&ada).await);
    let id = text(&session, "id");
    let token = app.post(&format!("/sessions/{id}/tokens"), json!({})).await.ok()["jwt"].clone();
    let verify = async |id: &str| app.post(&format!("/sessions/{id}/verify"), json!({ "token": token })).await;
    assert_eq!(verify(id).await.ok(), session);
    assert_eq!(verify(text(&other, "id")).await.refusal(), (404, "resource_not_found", None));
    app.clock.advance(65 * SECOND);
    assert_eq!(verify(id).await.refusal(), (400, "invalid_session_token", Some("token")));
    app.clock.advance(-65 * SECOND);
    app.post(&format!("/sessions/{id}/revoke"), json!({})).await.ok();
    assert_eq!(verify(id).await.refusal(), (400, "invalid_session_token", Some("token")));
}

#[tokio::test]
async fn what_is_no_session_token_proves_nothing() {
    let app = App::start().await;
    let session = app.session(&app.add_user(person("ada")).await).await;
    app.seed(json!({ "jwt_templates": [{ "name": "plain", "claims": { "sid2": 1 } }] })).await.unwrap();
    let id = text(&session, "id");
    let template = app.post(&format!("/sessions/{id}/tokens/plain"), json!({})).await.ok()["jwt"].clone();
    for body in [json!({}), json!({ "token": "a.b.c" }), json!({ "token": template })] {
        let refused = app.post(&format!("/sessions/{id}/verify"), body).await;
        assert_eq!(refused.refusal(), (400, "invalid_session_token", Some("token")));
    }
}
