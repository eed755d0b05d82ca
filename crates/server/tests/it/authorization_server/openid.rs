//! The conditions of the basic profile of OpenID Connect, as `docs/openid-conformance.md` lists them.

use serde_json::{Value, json};

use crate::app::App;
use crate::browser::{BACK, Browser, VERIFIER};
use crate::oauth::with_form;
use crate::people::text;

async fn start() -> (App, Value) {
    let app = App::start().await;
    app.serve_pages().await;
    app.user_with_password("ada", json!({ "last_name": "Lovelace", "username": "ada_l" })).await;
    let hats = app.hats(json!({})).await;
    (app, hats)
}

/// What a request with these parameters leads to, once its user has signed in and allowed it.
async fn tokens(app: &App, application: &Value, more: &[(&str, Option<&str>)]) -> Value {
    let code = Browser::new().code(&app.authorize_url(application, more), "ada").await;
    app.redeem_with_verifier(application, &code).await.ok()
}

#[tokio::test]
async fn a_request_without_a_nonce_succeeds_and_its_token_has_none() {
    let (app, hats) = start().await;
    let made = tokens(&app, &hats, &[("nonce", None)]).await;
    assert_eq!(super::authorize::claims(text(&made, "id_token")).get("nonce"), None);
}

#[tokio::test]
async fn scopes_decide_what_is_told_in_whatever_order_they_stand() {
    let (app, hats) = start().await;
    for (scope, name, email) in [
        ("openid", None, None),
        ("openid profile", Some("ada Lovelace"), None),
        ("openid email", None, Some("ada@example.com")),
        ("email profile openid", Some("ada Lovelace"), Some("ada@example.com")),
    ] {
        let made = tokens(&app, &hats, &[("scope", Some(scope)), ("prompt", Some("consent"))]).await;
        let info = app.user_info(text(&made, "access_token")).await.ok();
        let claims = super::authorize::claims(text(&made, "id_token"));
        for said in [&info, &claims] {
            assert_eq!((said["name"].as_str(), said["email"].as_str()), (name, email), "{scope}: {said}");
            assert_eq!(said["sub"], info["sub"]);
        }
        app.clock.advance(60_000);
    }
}

#[tokio::test]
async fn what_a_provider_need_not_know_changes_nothing() {
    let (app, hats) = start().await;
    for (name, value) in [
        ("display", "page"),
        ("display", "popup"),
        ("ui_locales", "se"),
        ("claims_locales", "se"),
        ("acr_values", "1 2"),
        ("claims", "{\"userinfo\":{\"name\":{\"essential\":true}}}"),
        ("extra", "foobar"),
    ] {
        let made = tokens(&app, &hats, &[(name, Some(value)), ("prompt", Some("consent"))]).await;
        assert!(made["id_token"].is_string(), "{name}");
        app.clock.advance(60_000);
    }
}

#[tokio::test]
async fn a_login_hint_is_filled_in() {
    let (app, hats) = start().await;
    let page = Browser::new().get(&app.authorize_url(&hats, &[("login_hint", Some("ada@example.com"))])).await;
    assert!(page.html.contains("value=\"ada@example.com\""));
    let long = "x".repeat(400);
    let page = Browser::new().get(&app.authorize_url(&hats, &[("login_hint", Some(&long))])).await;
    assert!(page.status == 200 && !page.html.contains(&format!("value=\"{long}\"")));
}

#[tokio::test]
async fn a_secret_may_be_posted() {
    let (app, hats) = start().await;
    let code = Browser::new().code(&app.authorize_url(&hats, &[]), "ada").await;
    let form = [
        ("grant_type", "authorization_code"),
        ("client_id", text(&hats, "client_id")),
        ("client_secret", text(&hats, "client_secret")),
        ("code", code.as_str()),
        ("redirect_uri", BACK),
        ("code_verifier", VERIFIER),
    ];
    app.oauth_form("/oauth/token", &form).await.ok();
}

#[tokio::test]
async fn user_info_is_told_with_get_and_with_post() {
    let (app, hats) = start().await;
    let made = tokens(&app, &hats, &[]).await;
    let token = text(&made, "access_token");
    let posted = with_form(app.http.post(app.oauth_url("/oauth/userinfo")), &[]).bearer_auth(token);
    assert_eq!(app.send(posted).await.ok(), app.user_info(token).await.ok());
}

#[tokio::test]
async fn a_redirect_uri_keeps_its_own_query_and_fits_with_it_alone() {
    let (app, _) = start().await;
    let hats = app.hats(json!({ "redirect_uris": ["https://hats.example.com/back?foo=bar"] })).await;
    let with = |uri| app.authorize_url(&hats, &[("redirect_uri", Some(uri))]);
    let browser = Browser::new();
    let page = browser.signed_in(&with("https://hats.example.com/back?foo=bar"), "ada").await;
    let said = browser.allow(&page).await.said();
    assert!(said["foo"] == "bar" && said.contains_key("code"));
    for uri in [BACK, "https://hats.example.com/back?foo=baz", "https://hats.example.com/back?foo=bar&a=b"] {
        assert_eq!(browser.get(&with(uri)).await.status, 400, "{uri}");
    }
}

#[tokio::test]
async fn after_a_refresh_user_and_client_are_the_same() {
    let (app, hats) = start().await;
    let made = tokens(&app, &hats, &[]).await;
    let before = super::authorize::claims(text(&made, "id_token"));
    app.clock.advance(5000);
    let next = app.refresh(&hats, text(&made, "refresh_token")).await.ok();
    let after = super::authorize::claims(text(&next, "id_token"));
    for name in ["iss", "sub", "aud", "auth_time"] {
        assert_eq!(before[name], after[name], "{name}");
    }
    assert_ne!(before["iat"], after["iat"]);
}

#[tokio::test]
async fn signing_in_again_makes_a_newer_sign_in() {
    let (app, hats) = start().await;
    let browser = Browser::new();
    let code = browser.code(&app.authorize_url(&hats, &[]), "ada").await;
    let first = app.redeem_with_verifier(&hats, &code).await.ok();
    app.clock.advance(2000);
    for more in [[("prompt", Some("login"))], [("max_age", Some("1"))]] {
        let page = browser.signed_in(&app.authorize_url(&hats, &more), "ada").await;
        let again = app.redeem_with_verifier(&hats, &page.said()["code"]).await.ok();
        let time = |made: &Value| super::authorize::claims(text(made, "id_token"))["auth_time"].as_i64().unwrap();
        assert!(time(&again) >= time(&first) + 2, "{more:?}");
        app.clock.advance(2000);
    }
}
