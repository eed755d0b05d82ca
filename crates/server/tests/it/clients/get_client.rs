use serde_json::{Value, json};

use crate::app::{App, START};
use crate::people::{person, text};

#[tokio::test]
async fn a_client_carries_its_sessions() {
    let app = App::start().await;
    let session = app.session(&app.add_user(person("ada")).await).await;
    let path = format!("/clients/{}", text(&session, "client_id"));
    let expected = json!({
        "object": "client", "id": session["client_id"], "session_ids": [session["id"]], "sessions": [session],
        "sign_in_id": null, "sign_up_id": null, "last_active_session_id": session["id"],
        "last_authentication_strategy": null, "updated_at": START, "created_at": START,
    });
    assert_eq!(app.get(&path).await.ok(), expected);
    app.post(&format!("/sessions/{}/revoke", text(&session, "id")), json!({})).await.ok();
    let client = app.get(&path).await.ok();
    assert_eq!(client["last_active_session_id"], Value::Null);
    assert_eq!(client["sessions"][0]["status"], "revoked");
}

#[tokio::test]
async fn an_unknown_client_is_named() {
    let app = App::start().await;
    let answer = app.get("/clients/client_none").await;
    assert_eq!(answer.refusal(), (404, "resource_not_found", None));
    assert_eq!(answer.body["errors"][0]["message"], "Client not found");
}
