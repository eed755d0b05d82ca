use frontdesk_server::tickets::is_testing_token;
use serde_json::json;

use crate::app::{App, START};
use crate::people::text;

#[tokio::test]
async fn a_testing_token_works_for_an_hour_in_its_instance() {
    let app = App::start().await;
    let made = app.post("/testing_tokens", json!({})).await.ok();
    let token = text(&made, "token");
    let expires_at = START / 1000 + 3600;
    assert_eq!(made, json!({ "object": "testing_token", "token": token, "expires_at": expires_at }));
    assert!(token.starts_with(&format!("{expires_at}-")), "{token}");
    let another = app.post("/testing_tokens", json!({})).await.ok();
    assert_ne!(another["token"], made["token"]);
    assert!(is_testing_token(&app.context().await, token));
    assert!(is_testing_token(&app.context().await, token), "again and again");
    for wrong in ["", "x", &token[1..], &format!("{token}A")] {
        assert!(!is_testing_token(&app.context().await, wrong), "{wrong}");
    }
    app.clock.advance(3_600_000);
    assert!(!is_testing_token(&app.context().await, token), "an hour later");
}
