use serde_json::json;

use crate::app::{App, START};
use crate::people::text;

#[tokio::test]
async fn an_application_gets_a_secret_that_is_shown_once() {
    let app = App::start().await;
    let body = json!({ "redirect_uris": ["https://app.example.com/back", "my-app://back"], "scopes": "openid email" });
    let made = app.oauth_application("Hats", body).await;
    let (id, client_id, secret) = (text(&made, "id"), text(&made, "client_id"), text(&made, "client_secret"));
    assert!(id.starts_with("oauthapp_") && id.len() == 36, "{id}");
    assert!(client_id.starts_with("client_") && client_id.len() == 34, "{client_id}");
    assert!(secret.len() == 32 && secret.bytes().all(|byte| byte.is_ascii_alphanumeric()), "{secret}");
    let frontend_api = app.context().await.instance.issuer();
    let mut expected = json!({
        "object": "oauth_application", "id": id, "instance_id": app.instance_id, "name": "Hats",
        "client_id": client_id, "client_secret": secret, "client_uri": null, "client_image_url": null,
        "dynamically_registered": false, "consent_screen_enabled": true, "pkce_required": false, "public": false,
        "scopes": "openid email", "redirect_uris": ["https://app.example.com/back", "my-app://back"],
        "callback_url": "https://app.example.com/back",
        "authorize_url": format!("{frontend_api}/oauth/authorize"),
        "token_fetch_url": format!("{frontend_api}/oauth/token"),
        "user_info_url": format!("{frontend_api}/oauth/userinfo"),
        "discovery_url": format!("{frontend_api}/.well-known/openid-configuration"),
        "token_introspection_url": format!("{frontend_api}/oauth/token_info"),
        "created_at": START, "updated_at": START,
    });
    assert_eq!(made, expected);
    expected.as_object_mut().unwrap().remove("client_secret");
    assert_eq!(app.get(&format!("/oauth_applications/{id}")).await.ok(), expected);
    assert!(!app.rows().await.contains(secret), "no secret stands in the database in clear");
}

#[tokio::test]
async fn an_official_sdk_that_sends_empty_texts_means_nothing_by_them() {
    let app = App::start().await;
    let body = json!({ "callback_url": "", "scopes": "", "public": false, "consent_screen_enabled": null });
    let made = app.oauth_application("Hats", body).await;
    assert_eq!((&made["callback_url"], &made["redirect_uris"]), (&json!(""), &json!([])));
    assert_eq!((&made["scopes"], &made["consent_screen_enabled"]), (&json!("profile email"), &json!(true)));
    let old = app.oauth_application("Hats", json!({ "callback_url": "my-app://back" })).await;
    assert_eq!((&old["callback_url"], &old["redirect_uris"]), (&json!("my-app://back"), &json!(["my-app://back"])));
}

#[tokio::test]
async fn a_public_application_has_pkce_in_place_of_a_secret() {
    let app = App::start().await;
    for body in [json!({ "public": true }), json!({ "public": true, "pkce_required": true })] {
        let made = app.oauth_application("Hats", body).await;
        assert_eq!((&made["client_secret"], &made["pkce_required"]), (&json!(""), &json!(true)));
    }
    let refused = app.post("/oauth_applications", json!({ "name": "x", "public": true, "pkce_required": false })).await;
    assert_eq!(refused.refusal(), (422, "form_public_client_requires_pkce", Some("pkce_required")));
    let careful = app.oauth_application("Hats", json!({ "pkce_required": true })).await;
    assert_eq!((text(&careful, "client_secret").len(), &careful["public"]), (32, &json!(false)));
    assert_eq!(app.get("/oauth_applications").await.ok()["total_count"], 3);
}

#[tokio::test]
async fn scopes_are_those_that_there_are_and_the_instance_names_the_usual_ones() {
    let app = App::start().await;
    let made = app.oauth_application("Hats", json!({ "scopes": " user:org:read  openid openid " })).await;
    assert_eq!(made["scopes"], "user:org:read openid");
    let settings = "/instance/oauth_application_settings";
    app.patch(settings, json!({ "default_scopes": ["openid", "email"] })).await.ok();
    assert_eq!(app.oauth_application("Hats", json!({})).await["scopes"], "openid email");
    assert_eq!(app.get(&format!("/oauth_applications/{}", text(&made, "id"))).await.ok()["scopes"], made["scopes"]);
    app.patch(settings, json!({ "default_scopes": null })).await.ok();
    assert_eq!(app.oauth_application("Hats", json!({ "scopes": null })).await["scopes"], "profile email");
    app.configure(|settings| settings.organizations_enabled = false).await;
    for scopes in ["user:org:read", "hats", "profile,email", "Profile"] {
        let refused = app.post("/oauth_applications", json!({ "name": "x", "scopes": scopes })).await;
        assert_eq!(refused.refusal(), (422, "form_param_value_invalid", Some("scopes")), "{scopes}");
    }
}

#[tokio::test]
async fn what_cannot_be_an_application_is_refused_and_leaves_nothing() {
    let app = App::start().await;
    for (body, refusal) in [
        (json!({}), (422, "form_param_missing", Some("name"))),
        (json!({ "name": "" }), (422, "form_param_nil", Some("name"))),
        (json!({ "name": "ä".repeat(257) }), (422, "form_param_max_length_exceeded", Some("name"))),
        (
            json!({ "name": "x", "redirect_uris": ["my-app://a", "my-app://a"] }),
            (400, "duplicate_record", Some("redirect_uris")),
        ),
        (
            json!({ "name": "x", "redirect_uris": ["my-app://a#b"] }),
            (422, "form_param_format_invalid", Some("redirect_uris")),
        ),
        (json!({ "name": "x", "redirect_uris": [5] }), (422, "form_param_type_invalid", Some("redirect_uris"))),
        (
            json!({ "name": "x", "callback_url": "x".repeat(1025) }),
            (422, "form_param_max_length_exceeded", Some("callback_url")),
        ),
        (
            json!({ "name": "x", "redirect_uris": [], "callback_url": "my-app://a" }),
            (422, "form_param_value_conflict", Some("callback_url")),
        ),
    ] {
        assert_eq!(app.post("/oauth_applications", body.clone()).await.refusal(), refusal, "{body}");
    }
    let both = app.post("/oauth_applications", json!({ "name": "", "scopes": "x" })).await;
    assert_eq!(both.body["errors"].as_array().unwrap().len(), 2, "all that is wrong is told at once");
    assert_eq!(app.get("/oauth_applications").await.ok(), json!({ "data": [], "total_count": 0 }));
    let longest = json!({ "name": "ä".repeat(256), "redirect_uris": ["my-app://a"], "callback_url": "my-app://a" });
    app.post("/oauth_applications", longest).await.ok();
    assert!(app.store.check().await.unwrap().is_clean());
}
