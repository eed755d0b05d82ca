use serde_json::json;

use crate::app::App;
use crate::machines_and_tokens::GONE;
use crate::people::text;

#[tokio::test]
async fn what_is_given_changes_and_the_rest_stays() {
    let app = App::start().await;
    let made = app.oauth_application("Hats", json!({ "redirect_uris": ["my-app://a", "my-app://b"] })).await;
    let path = format!("/oauth_applications/{}", text(&made, "id"));
    app.clock.advance(5);
    let mut expected = app.get(&path).await.ok();
    let nothing = json!({ "name": null, "scopes": null, "redirect_uris": null, "callback_url": "", "public": null });
    for body in [json!({}), nothing, json!({ "name": "Hats" })] {
        assert_eq!(app.patch(&path, body).await.ok(), expected, "nothing has changed, not even the time");
    }
    let change = json!({ "name": "Caps", "scopes": "openid", "consent_screen_enabled": false, "pkce_required": true });
    for (name, value) in change.as_object().unwrap() {
        expected[name] = value.clone();
    }
    expected["updated_at"] = json!(app.clock.now());
    assert_eq!(app.patch(&path, change).await.ok(), expected);
    assert_eq!(app.get(&path).await.ok(), expected);
}

#[tokio::test]
async fn the_old_callback_url_is_the_first_of_the_redirect_uris() {
    let app = App::start().await;
    let made = app.oauth_application("Hats", json!({ "redirect_uris": ["my-app://a", "my-app://b"] })).await;
    let path = format!("/oauth_applications/{}", text(&made, "id"));
    let changed = app.patch(&path, json!({ "callback_url": "my-app://c" })).await.ok();
    assert_eq!(changed["redirect_uris"], json!(["my-app://c", "my-app://b"]));
    let refused = app.patch(&path, json!({ "callback_url": "my-app://b" })).await;
    assert_eq!(refused.refusal(), (400, "duplicate_record", Some("callback_url")));
    let replaced = app.patch(&path, json!({ "redirect_uris": ["my-app://d"] })).await.ok();
    assert_eq!((&replaced["callback_url"], &replaced["redirect_uris"]), (&json!("my-app://d"), &json!(["my-app://d"])));
    assert_eq!(app.patch(&path, json!({ "redirect_uris": [] })).await.ok()["callback_url"], "");
    let refused = app.patch(&path, json!({ "redirect_uris": ["my-app://a", "my-app://a"] })).await;
    assert_eq!(refused.refusal(), (400, "duplicate_record", Some("redirect_uris")));
    assert_eq!(app.get(&path).await.ok()["redirect_uris"], json!([]));
}

#[tokio::test]
async fn an_application_that_becomes_public_loses_its_secret() {
    let app = App::start().await;
    let made = app.oauth_application("Hats", json!({})).await;
    let path = format!("/oauth_applications/{}", text(&made, "id"));
    let rotate = format!("{path}/rotate_secret");
    let public = app.patch(&path, json!({ "public": true })).await.ok();
    assert_eq!((&public["public"], &public["pkce_required"]), (&json!(true), &json!(true)));
    let refused = app.patch(&path, json!({ "pkce_required": false })).await;
    assert_eq!(refused.refusal(), (422, "form_public_client_requires_pkce", Some("pkce_required")));
    assert_eq!(app.post(&rotate, json!(null)).await.refusal(), (403, "authorization_invalid", None));
    let private = app.patch(&path, json!({ "public": false, "pkce_required": false })).await.ok();
    assert_eq!((&private["public"], &private["pkce_required"]), (&json!(false), &json!(false)));
    assert_eq!(text(&app.post(&rotate, json!(null)).await.ok(), "client_secret").len(), 32);
}

#[tokio::test]
async fn an_application_that_registered_itself_always_asks_for_consent() {
    let app = App::start().await;
    let seed = json!({ "oauth_applications": [{ "name": "Agent", "dynamically_registered": true,
        "redirect_uris": ["http://127.0.0.1/back"] }] });
    let id = app.seed(seed).await.unwrap().oauth_applications.remove(0).id;
    let path = format!("/oauth_applications/{id}");
    let shown = app.get(&path).await.ok();
    assert_eq!((&shown["dynamically_registered"], &shown["consent_screen_enabled"]), (&json!(true), &json!(true)));
    let refused = app.patch(&path, json!({ "consent_screen_enabled": false })).await;
    let code = "oauth_application_consent_screen_cannot_be_disabled";
    assert_eq!(refused.refusal(), (422, code, Some("consent_screen_enabled")));
    app.patch(&path, json!({ "consent_screen_enabled": true, "name": "Agents" })).await.ok();
    assert_eq!(app.patch("/oauth_applications/oauthapp_none", json!({})).await.refusal(), GONE);
    let refused = app.patch(&path, json!({ "colour": 1 })).await;
    assert_eq!(refused.refusal(), (422, "form_param_unknown", Some("colour")));
}
