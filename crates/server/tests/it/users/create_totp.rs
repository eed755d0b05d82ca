use frontdesk_credentials::totp::Totp;
use serde_json::json;

use crate::app::{App, START};
use crate::people::text;

#[tokio::test]
async fn a_new_authenticator_counts_at_once_and_replaces_the_one_before() {
    let app = App::start().await;
    let ada = app.user("ada").await;
    let path = format!("/users/{ada}/totp");
    let first = app.post(&path, json!({})).await.ok();
    assert_eq!((&first["object"], &first["verified"]), (&json!("totp"), &json!(true)));
    assert!(text(&first, "uri").starts_with("otpauth://totp/"), "{first}");
    let read = app.get(&format!("/users/{ada}")).await.ok();
    assert_eq!((&read["totp_enabled"], &read["mfa_enabled_at"]), (&json!(true), &json!(START)));

    let second = app.post(&path, json!(null)).await.ok();
    let code = |factor: &serde_json::Value| Totp::from_secret(text(factor, "secret")).unwrap().code_at(START);
    let verify = async |code: String| app.post(&format!("/users/{ada}/verify_totp"), json!({ "code": code })).await;
    if code(&first) != code(&second) {
        assert_eq!(verify(code(&first)).await.refusal(), (422, "totp_incorrect_code", Some("code")));
    }
    assert_eq!(verify(code(&second)).await.ok()["code_type"], "totp");
}

#[tokio::test]
async fn nobody_gets_an_authenticator_who_is_not_there() {
    let app = App::start().await;
    assert_eq!(app.post("/users/user_none/totp", json!({})).await.refusal(), (404, "resource_not_found", None));
}
