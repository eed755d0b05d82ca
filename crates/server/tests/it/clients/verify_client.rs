use serde_json::json;

use crate::app::App;
use crate::people::{person, text};

#[tokio::test]
async fn the_token_of_a_browser_leads_to_its_client() {
    let app = App::start().await;
    let user = app.add_user(person("ada")).await;
    let seed = json!({ "browser_sessions": [{ "user_id": user, "origin": "https://app.example.com" }] });
    let browser = app.seed(seed).await.unwrap().browser_sessions.remove(0);
    let client = app.post("/clients/verify", json!({ "token": browser.client_token })).await.ok();
    assert_eq!(client, app.get(&format!("/clients/{}", browser.client_id)).await.ok());
    assert_eq!(client["session_ids"], json!([browser.session_id]));

    // The browser was given a newer token, or the client is gone.
    let other = app.session(&user).await;
    let verify = || app.post("/clients/verify", json!({ "token": browser.client_token }));
    app.store_write(move |tx| tx.delete_sessions_of_user(&user)).await;
    assert_eq!(verify().await.refusal(), (400, "client_not_found", Some("token")));
    let id = browser.client_id.clone();
    app.store_write(move |tx| {
        tx.insert_client(&frontdesk_storage::clients::Client {
            id: id.clone(),
            rotating_token_hash: Some("another".to_owned()),
            created_at: 0,
            updated_at: 0,
        })
    })
    .await;
    assert_eq!(verify().await.refusal(), (400, "cookie_invalid", Some("token")));
    assert_eq!(app.get(&format!("/clients/{}", text(&other, "client_id"))).await.status, 404);
}

#[tokio::test]
async fn what_is_no_clients_own_token_leads_nowhere() {
    let app = App::start().await;
    let session = app.session(&app.add_user(person("ada")).await).await;
    let token = app.post(&format!("/sessions/{}/tokens", text(&session, "id")), json!({})).await.ok()["jwt"].clone();
    let verify = |body| app.post("/clients/verify", body);
    assert_eq!(verify(json!({ "token": token })).await.refusal(), (400, "cookie_invalid", Some("token")));
    assert_eq!(verify(json!({ "token": "a.b.c" })).await.refusal(), (400, "invalid_session_token", Some("token")));
    assert_eq!(verify(json!({})).await.refusal(), (422, "form_param_missing", Some("token")));
}
