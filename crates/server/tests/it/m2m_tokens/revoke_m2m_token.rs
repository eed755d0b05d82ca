use reqwest::Method;
use serde_json::{Value, json};

use crate::app::{App, START};
use crate::machines_and_tokens::GONE;
use crate::people::text;

#[tokio::test]
async fn a_token_that_is_taken_back_is_good_for_nothing() {
    let app = App::start().await;
    let two = app.machine("Two", &[]).await;
    let one = app.machine("One", &[&two]).await;
    let made = app.token(&one, json!({})).await;
    app.verify(&two.key, &made).await.ok();
    app.clock.advance(5);
    let path = format!("/m2m_tokens/{}/revoke", text(&made, "id"));
    let revoked = app.post(&path, json!({ "revocation_reason": "Leaked" })).await.ok();
    let mut expected = made.clone();
    expected.as_object_mut().unwrap().remove("token");
    for (name, value) in [
        ("revoked", json!(true)),
        ("revocation_reason", json!("Leaked")),
        ("updated_at", json!(START + 5)),
        ("last_used_at", json!(START)),
    ] {
        expected[name] = value;
    }
    assert_eq!(revoked, expected);
    for key in [&two.key, &app.secret_key] {
        assert_eq!(app.verify(key, &made).await.refusal(), GONE);
    }
    // Again changes nothing.
    app.clock.advance(5);
    assert_eq!(app.post(&path, json!({ "revocation_reason": "Other" })).await.ok(), expected);
    assert_eq!(app.post(&path, Value::Null).await.ok(), expected, "a body of null is none");
    assert!(app.store.check().await.unwrap().is_clean());
}

#[tokio::test]
async fn a_machine_takes_its_own_tokens_back_alone() {
    let app = App::start().await;
    let (one, two) = (app.machine("One", &[]).await, app.machine("Two", &[]).await);
    let made = app.token(&one, json!({})).await;
    let path = format!("/m2m_tokens/{}/revoke", text(&made, "id"));
    let revoke = async |key: &str| app.with_key(key, Method::POST, &path, Some(json!({}))).await;
    assert_eq!(revoke(&two.key).await.refusal(), GONE);
    assert_eq!(revoke("ak_wrong").await.refusal(), (401, "machine_secret_key_invalid", None));
    app.verify(&app.secret_key, &made).await.ok();
    let revoked = revoke(&one.key).await.ok();
    assert_eq!((&revoked["revoked"], &revoked["revocation_reason"]), (&json!(true), &Value::Null));
}

#[tokio::test]
async fn only_what_is_stored_can_be_taken_back() {
    let app = App::start().await;
    let machine = app.machine("One", &[]).await;
    let jwt = app.token(&machine, json!({ "token_format": "jwt" })).await;
    for id in [text(&jwt, "id"), "mt_00000000000000000000000000000000", "mt_nobodys"] {
        assert_eq!(app.post(&format!("/m2m_tokens/{id}/revoke"), json!({})).await.refusal(), GONE, "{id}");
    }
    let made = app.token(&machine, json!({})).await;
    let path = format!("/m2m_tokens/{}/revoke", text(&made, "id"));
    let refused = app.post(&path, json!({ "revocation_reason": 5 })).await;
    assert_eq!(refused.refusal(), (400, "bad_request", Some("revocation_reason")));
    app.verify(&app.secret_key, &made).await.ok();
}
