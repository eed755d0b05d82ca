//! `PATCH /beta_features/instance_settings`.

use reqwest::Method;
use serde_json::json;

use crate::app::App;

const PATH: &str = "/beta_features/instance_settings";

#[tokio::test]
async fn settings_are_answered_whatever_was_changed() {
    let app = App::start().await;
    let expected = json!({
        "object": "instance_settings", "id": app.instance_id, "restricted_to_allowlist": false,
        "from_email_address": "notifications", "progressive_sign_up": true, "enhanced_email_deliverability": false,
    });
    assert_eq!(app.patch(PATH, json!({})).await.ok(), expected);
    assert_eq!(app.patch(PATH, json!({ "from_email_address": null, "test_mode": null })).await.ok(), expected);
    assert_eq!(app.send(app.request(Method::PATCH, PATH)).await.ok(), expected);
    let changed =
        app.patch(PATH, json!({ "restricted_to_allowlist": true, "from_email_address": "Hello7" })).await.ok();
    assert_eq!((&changed["restricted_to_allowlist"], &changed["from_email_address"]), (&json!(true), &json!("Hello7")));
    let restrictions = app.patch("/instance/restrictions", json!({})).await.ok();
    assert_eq!(restrictions["allowlist"], true, "two names of one setting");
}

#[tokio::test]
async fn what_no_setting_can_be_is_refused() {
    let app = App::start().await;
    let long = "a".repeat(65);
    for address in ["", "a.b", "hello@example.com", "ä", "two words", &long] {
        let refused = app.patch(PATH, json!({ "from_email_address": address })).await;
        assert_eq!(refused.refusal(), (422, "form_param_format_invalid", Some("from_email_address")), "{address}");
    }
    let refused = app.patch(PATH, json!({ "progressive_sign_up": "x" })).await;
    assert_eq!(refused.refusal(), (422, "form_param_type_invalid", Some("progressive_sign_up")));
    let refused = app.patch(PATH, json!({ "enhanced_email_deliverability": true })).await;
    assert_eq!(refused.refusal(), (422, "form_param_unknown", Some("enhanced_email_deliverability")));
    let request =
        app.request_in("2025-03-12", Method::PATCH, PATH).json(&json!({ "enhanced_email_deliverability": true }));
    assert_eq!(app.send(request).await.ok()["enhanced_email_deliverability"], true);
}
