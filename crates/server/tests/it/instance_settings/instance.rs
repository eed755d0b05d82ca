//! `GET` and `PATCH /instance`.

use frontdesk_server::NewInstance;
use reqwest::Method;
use serde_json::{Value, json};

use crate::app::App;

#[tokio::test]
async fn an_instance_says_what_it_is_in_the_shape_of_every_version() {
    let app = App::start().await;
    let expected = json!({
        "object": "instance", "id": app.instance_id, "environment_type": "development", "allowed_origins": null,
        "workspace_id": null,
    });
    for version in ["2021-02-05", "2024-10-01", "2025-04-10", "2025-11-10", "2026-05-12"] {
        assert_eq!(app.in_version(version, "/instance", None).await.ok(), expected, "{version}");
    }
    let short = app.in_version("2025-03-12", "/instance", None).await.ok();
    assert_eq!(short.as_object().unwrap().len(), 4, "{short}");
    let live = App::start_with(NewInstance { production: true, ..NewInstance::default() }).await;
    assert_eq!(live.get("/instance").await.ok()["environment_type"], "production");
}

#[tokio::test]
async fn a_change_is_answered_without_a_body_and_nothing_else_changes() {
    let app = App::start().await;
    let settings = async || app.store_write(|tx| tx.find_settings()).await;
    let before = settings().await;
    for body in [json!({}), Value::Null, json!({ "hibp": null, "support_email": null, "test_mode": null })] {
        let answer = app.patch("/instance", body.clone()).await;
        assert_eq!((answer.status, answer.body), (204, Value::Null), "{body}");
        assert_eq!(settings().await, before, "{body}");
    }
    let no_body = app.send(app.request(Method::PATCH, "/instance")).await;
    assert_eq!(no_body.status, 204);
    let body = json!({ "support_email": "help@example.com", "clerk_js_version": "5", "allowed_origins": ["app://x"] });
    app.patch("/instance", body).await;
    let after = settings().await;
    assert_eq!(after.communication.support_email.as_deref(), Some("help@example.com"));
    assert_eq!(after.front_end.clerk_js_version.as_deref(), Some("5"));
    // An empty text clears, an empty list is one.
    app.patch("/instance", json!({ "support_email": "", "clerk_js_version": "", "allowed_origins": [] })).await;
    let after = settings().await;
    assert_eq!((after.communication.support_email, after.front_end.clerk_js_version), (None, None));
    assert_eq!(app.get("/instance").await.ok()["allowed_origins"], json!([]));
}

#[tokio::test]
async fn the_preferred_strategy_is_cleared_by_an_empty_text_and_kept_by_null() {
    let app = App::start().await;
    let name = "preferred_sign_in_strategy_when_password_required";
    let stored = async || app.store_write(|tx| tx.find_settings()).await.front_end.preferred_sign_in_strategy;
    for (value, expected) in [
        (json!("otp"), Some("otp")),
        (Value::Null, Some("otp")),
        (json!("password"), Some("password")),
        (json!(""), None),
    ] {
        assert_eq!(app.patch("/instance", json!({ name: value })).await.status, 204);
        assert_eq!(stored().await.as_deref(), expected, "{value}");
    }
    let refused = app.patch("/instance", json!({ name: "magic" })).await;
    assert_eq!(refused.refusal(), (422, "form_param_value_invalid", Some(name)));
}

#[tokio::test]
async fn what_no_setting_can_be_is_refused_and_changes_nothing() {
    let app = App::start().await;
    let many: Vec<String> = (0..101).map(|number| format!("app-{number}://x")).collect();
    for (body, code, param) in [
        (json!({ "allowed_origins": ["https://example.com"] }), "form_invalid_origin", "allowed_origins"),
        (json!({ "allowed_origins": ["nonsense"] }), "form_invalid_origin", "allowed_origins"),
        (json!({ "allowed_origins": ["app://x/path"] }), "form_invalid_origin", "allowed_origins"),
        (json!({ "allowed_origins": ["app://x", "app://x/"] }), "form_param_duplicate", "allowed_origins"),
        (json!({ "allowed_origins": many }), "form_param_array_size_exceeded", "allowed_origins"),
        (json!({ "allowed_origins": null }), "form_param_nil", "allowed_origins"),
        (json!({ "allowed_origins": "app://x" }), "form_param_type_invalid", "allowed_origins"),
        (json!({ "support_email": "nobody" }), "form_param_format_invalid", "support_email"),
        (json!({ "clerk_js_version": "../evil.js" }), "form_param_format_invalid", "clerk_js_version"),
        (json!({ "development_origin": "localhost" }), "form_param_format_invalid", "development_origin"),
        (json!({ "hibp": "yes" }), "form_param_type_invalid", "hibp"),
        (json!({ "colour": "red" }), "form_param_unknown", "colour"),
        (
            json!({ "cookieless_dev": true, "url_based_session_syncing": false }),
            "form_param_value_conflict",
            "cookieless_dev",
        ),
    ] {
        let refused = app.patch("/instance", body.clone()).await;
        assert_eq!(refused.refusal(), (422, code, Some(param)), "{body}");
    }
    let both = app.patch("/instance", json!({ "support_email": "x", "development_origin": "y" })).await;
    assert_eq!(both.body["errors"].as_array().unwrap().len(), 2, "{}", both.body);
    assert_eq!(app.get("/instance").await.ok()["allowed_origins"], Value::Null);
}

#[tokio::test]
async fn emails_come_from_another_domain_only_while_they_hold_no_links() {
    let app = App::start().await;
    app.configure(|settings| settings.communication.email_link_enabled = true).await;
    let code = "enhanced_email_deliverability_prohibited";
    let body = json!({ "enhanced_email_deliverability": true });
    assert_eq!(app.patch("/instance", body.clone()).await.refusal(), (422, code, None));
    assert_eq!(app.patch("/instance", json!({ "enhanced_email_deliverability": false })).await.status, 204);
    let beta = app.request_in("2025-03-12", Method::PATCH, "/beta_features/instance_settings").json(&body);
    assert_eq!(app.send(beta).await.refusal(), (422, code, None));
    app.configure(|settings| settings.communication.email_link_enabled = false).await;
    assert_eq!(app.patch("/instance", body).await.status, 204);
}
