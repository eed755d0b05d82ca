use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use serde_json::{Value, json};

use crate::app::App;
use crate::browser::{BACK, Browser, STATE};
use crate::oauth::refused;
use crate::people::text;

#[tokio::test]
async fn a_user_signs_in_allows_and_the_application_gets_tokens() {
    let app = App::start().await;
    app.serve_pages().await;
    let ada = app.user_with_password("ada", json!({})).await;
    let hats = app.hats(json!({})).await;
    let browser = Browser::new();
    let page = browser.get(&app.authorize_url(&hats, &[])).await;
    assert_eq!((page.status, page.heading().as_str()), (200, "Sign in"));
    assert!(page.shows("Hats"));
    let page = browser.sign_in(&page, "ada@example.com", "a hat made of straw 1815").await;
    let page = browser.follow(&page).await;
    assert_eq!((page.status, page.heading().as_str()), (200, "Allow Hats?"));
    assert!(page.shows("See your email address") && page.shows("ada@example.com") && page.shows("hats.example.com"));
    assert!(!page.shows("while you are away"), "only what is asked for");
    let page = browser.allow(&page).await;
    assert!(page.location().starts_with(&format!("{BACK}?code=")), "{}", page.location());
    let said = page.said();
    assert_eq!((said["state"].as_str(), said["iss"].as_str()), (STATE, app.oauth_url("").as_str()));
    let made = app.redeem_with_verifier(&hats, &said["code"]).await.ok();
    let info = app.user_info(text(&made, "access_token")).await.ok();
    assert_eq!((&info["sub"], &info["email"]), (&json!(ada), &json!("ada@example.com")));
    let next = app.refresh(&hats, text(&made, "refresh_token")).await.ok();
    assert_eq!(app.user_info(text(&next, "access_token")).await.ok()["sub"], json!(ada));
    assert_eq!(refused(&app.refresh(&hats, text(&made, "refresh_token")).await), (400, "invalid_grant"));
    assert!(app.store.check().await.unwrap().is_clean());
}

#[tokio::test]
async fn who_is_signed_in_is_not_asked_again_and_neither_for_what_was_granted() {
    let app = App::start().await;
    app.serve_pages().await;
    app.user_with_password("ada", json!({})).await;
    let hats = app.hats(json!({})).await;
    let browser = Browser::new();
    let code = browser.code(&app.authorize_url(&hats, &[]), "ada").await;
    let none = app.authorize_url(&hats, &[("prompt", Some("none"))]);
    assert_eq!(browser.get(&none).await.said()["error"], "consent_required", "nobody has redeemed the code yet");
    app.redeem_with_verifier(&hats, &code).await.ok();
    let page = browser.get(&none).await;
    assert!(page.said().contains_key("code"));
    assert!(browser.get(&app.authorize_url(&hats, &[])).await.said().contains_key("code"));
    let more = app.authorize_url(&hats, &[("scope", Some("openid profile email offline_access"))]);
    assert_eq!(browser.get(&more).await.heading(), "Allow Hats?", "more than was granted");
    let again = app.authorize_url(&hats, &[("prompt", Some("consent"))]);
    assert_eq!(browser.get(&again).await.heading(), "Allow Hats?");
    let stranger = Browser::new();
    assert_eq!(stranger.get(&none).await.said()["error"], "login_required");
}

#[tokio::test]
async fn a_sign_in_is_as_new_as_the_application_wants_it() {
    let app = App::start().await;
    app.serve_pages().await;
    let ada = app.user_with_password("ada", json!({})).await;
    app.user_with_password("bob", json!({})).await;
    let hats = app.hats(json!({ "consent_screen_enabled": false })).await;
    let browser = Browser::new();
    let plain = app.authorize_url(&hats, &[]);
    let code = browser.signed_in(&plain, "ada").await.said()["code"].clone();
    let made = app.redeem_with_verifier(&hats, &code).await.ok();
    let start = claims(text(&made, "id_token"));
    assert_eq!((&start["auth_time"], &start["nonce"]), (&json!(app.clock.now() / 1000), &json!("nonce-1")));
    app.clock.advance(100_000);
    for more in [("max_age", "99"), ("max_age", "0"), ("prompt", "login"), ("prompt", "select_account")] {
        let url = app.authorize_url(&hats, &[(more.0, Some(more.1))]);
        let page = browser.get(&url).await;
        assert_eq!(page.heading(), "Sign in", "{more:?}");
        let quiet = format!("{url}&prompt=none");
        if more.0 == "max_age" {
            assert_eq!(browser.get(&quiet).await.said()["error"], "login_required", "{more:?}");
        } else {
            assert_eq!(browser.get(&quiet).await.said()["error"], "invalid_request", "prompt stands there twice");
        }
        let page = Browser::new().signed_in(&url, "ada").await;
        assert!(page.said().contains_key("code"), "having signed in is enough: {more:?}");
    }
    let old = app.authorize_url(&hats, &[("max_age", Some("101"))]);
    let code = browser.get(&old).await.said()["code"].clone();
    let made = app.redeem_with_verifier(&hats, &code).await.ok();
    let now = claims(text(&made, "id_token"));
    assert_eq!((&now["auth_time"], &now["sub"]), (&start["auth_time"], &json!(ada)));
    let hinted = |token: &str| app.authorize_url(&hats, &[("id_token_hint", Some(token)), ("prompt", Some("none"))]);
    let hint = text(&made, "id_token");
    assert!(browser.get(&hinted(hint)).await.said().contains_key("code"));
    let bobs = Browser::new();
    assert!(bobs.signed_in(&plain, "bob").await.said().contains_key("code"));
    assert_eq!(bobs.get(&hinted(hint)).await.said()["error"], "login_required", "somebody else");
    assert_eq!(browser.get(&hinted("x.y.z")).await.said()["error"], "invalid_request");
}

#[tokio::test]
async fn answers_come_in_a_form_where_the_application_wants_one() {
    let app = App::start().await;
    app.serve_pages().await;
    app.user_with_password("ada", json!({})).await;
    let hats = app.hats(json!({ "redirect_uris": [BACK, "my-app://back"] })).await;
    let browser = Browser::new();
    let url = app.authorize_url(&hats, &[("response_mode", Some("form_post"))]);
    let page = browser.signed_in(&url, "ada").await;
    let page = browser.allow(&page).await;
    assert_eq!((page.status, page.heading().as_str()), (200, "Go on to Hats"));
    assert!(page.header("content-security-policy").contains("form-action https://hats.example.com;"));
    let form = page.form(BACK);
    let said = |name: &str| form.hidden.iter().find(|(known, _)| known == name).map(|(_, value)| value.clone());
    assert_eq!((form.action.as_str(), said("state").as_deref()), (BACK, Some(STATE)));
    app.redeem_with_verifier(&hats, &said("code").unwrap()).await.ok();
    let refused = app.authorize_url(&hats, &[("response_mode", Some("form_post")), ("scope", Some("hats"))]);
    assert!(browser.get(&refused).await.form(BACK).hidden.contains(&("error".to_owned(), "invalid_scope".to_owned())));
    let native =
        app.authorize_url(&hats, &[("response_mode", Some("form_post")), ("redirect_uri", Some("my-app://back"))]);
    let page = browser.get(&native).await;
    assert!(page.status == 200 && page.html.contains("invalid_request"), "{}", page.html);
}

#[tokio::test]
async fn a_request_may_come_as_a_form_and_leave_out_what_goes_without_saying() {
    let app = App::start().await;
    app.serve_pages().await;
    app.user_with_password("ada", json!({})).await;
    let hats = app.hats(json!({})).await;
    let browser = Browser::new();
    let url = app.authorize_url(&hats, &[("scope", None), ("redirect_uri", None), ("nonce", None)]);
    let (place, query) = url.split_once('?').unwrap();
    let fields: Vec<(String, String)> = form_urlencoded::parse(query.as_bytes()).into_owned().collect();
    let page = browser.post(place, &fields).await;
    let page = browser.follow(&page).await;
    assert_eq!(page.heading(), "Sign in");
    let page = browser.sign_in(&page, "ada@example.com", crate::browser::PASSWORD).await;
    let page = browser.follow(&page).await;
    let said = browser.allow(&page).await.said();
    let form = [
        ("grant_type", "authorization_code"),
        ("code", said["code"].as_str()),
        ("code_verifier", crate::browser::VERIFIER),
    ];
    let made = app.oauth(&hats, "/oauth/token", &form).await.ok();
    assert_eq!((&made["scope"], made.get("id_token")), (&json!("profile email"), None));
    let verifierless = [("code_challenge", None), ("code_challenge_method", None)];
    let page = browser.get(&app.authorize_url(&hats, &verifierless)).await;
    assert_ne!(page.status, 303, "a private client may do without PKCE where it has a state");
}

#[tokio::test]
async fn what_is_wrong_is_told_to_the_application() {
    let app = App::start().await;
    app.serve_pages().await;
    let hats = app.hats(json!({ "scopes": "openid profile" })).await;
    let strict = app.hats(json!({ "pkce_required": true })).await;
    let browser = Browser::new();
    for (more, error) in [
        (vec![("response_type", None)], "invalid_request"),
        (vec![("response_type", Some("token"))], "unsupported_response_type"),
        (vec![("response_mode", Some("fragment"))], "invalid_request"),
        (vec![("scope", Some("openid email"))], "invalid_scope"),
        (vec![("scope", Some("hats"))], "invalid_scope"),
        (vec![("scope", Some(" "))], "invalid_scope"),
        (vec![("prompt", Some("hats"))], "invalid_request"),
        (vec![("prompt", Some("none login"))], "invalid_request"),
        (vec![("max_age", Some("-1"))], "invalid_request"),
        (vec![("max_age", Some("soon"))], "invalid_request"),
        (vec![("request", Some("x.y.z"))], "request_not_supported"),
        (vec![("request_uri", Some("https://hats.example.com/request"))], "request_uri_not_supported"),
        (vec![("registration", Some("{}"))], "registration_not_supported"),
    ] {
        let page = browser.get(&app.authorize_url(&hats, &more)).await;
        let said = page.said();
        assert_eq!(said["error"], error, "{more:?}");
        assert_eq!((said["state"].as_str(), said["iss"].as_str()), (STATE, app.oauth_url("").as_str()), "{more:?}");
        assert!(said["error_description"].bytes().all(|byte| matches!(byte, 0x20..=0x7e) && !b"\"\\".contains(&byte)));
    }
    let bare = [("code_challenge", None), ("code_challenge_method", None)];
    assert_eq!(browser.get(&app.authorize_url(&strict, &bare)).await.said()["error"], "invalid_request");
}

/// What a token says; who signed it is looked at elsewhere.
pub(super) fn claims(token: &str) -> Value {
    let payload = token.split('.').nth(1).unwrap();
    serde_json::from_slice(&URL_SAFE_NO_PAD.decode(payload).unwrap()).unwrap()
}
