use serde_json::{Value, json};

use crate::app::{App, START};
use crate::keys::without_secret;
use crate::machines_and_tokens::GONE;
use crate::people::text;

#[tokio::test]
async fn a_key_that_is_taken_back_is_good_for_nothing() {
    let app = App::start().await;
    let ada = app.user("ada").await;
    let made = app.api_key(&ada, "Key", json!({})).await;
    app.verify_key(&made).await.ok();
    app.clock.advance(5);
    let path = format!("/api_keys/{}/revoke", text(&made, "id"));
    let revoked = app.post(&path, json!({ "revocation_reason": "Leaked" })).await.ok();
    let mut expected = without_secret(made.clone());
    for (name, value) in [
        ("revoked", json!(true)),
        ("revocation_reason", json!("Leaked")),
        ("updated_at", json!(START + 5)),
        ("last_used_at", json!(START)),
    ] {
        expected[name] = value;
    }
    assert_eq!(revoked, expected);
    assert_eq!(app.verify_key(&made).await.refusal(), GONE);
    // Again changes nothing.
    app.clock.advance(5);
    assert_eq!(app.post(&path, json!({ "revocation_reason": "Other" })).await.ok(), expected);
    assert_eq!(app.post(&path, Value::Null).await.ok(), expected, "a body of null is none");
    assert!(app.store.check().await.unwrap().is_clean());
}

#[tokio::test]
async fn what_is_wrong_takes_nothing_back() {
    let app = App::start().await;
    let ada = app.user("ada").await;
    let made = app.api_key(&ada, "Key", json!({})).await;
    assert_eq!(app.post("/api_keys/ak_nobodys/revoke", json!({})).await.refusal(), GONE);
    let path = format!("/api_keys/{}/revoke", text(&made, "id"));
    let refused = app.post(&path, json!({ "revocation_reason": 5 })).await;
    assert_eq!(refused.refusal(), (400, "bad_request", Some("revocation_reason")));
    app.verify_key(&made).await.ok();
    assert_eq!(app.post(&path, json!({ "revocation_reason": null })).await.ok()["revocation_reason"], Value::Null);
}
