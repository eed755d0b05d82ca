use serde_json::json;

use crate::app::App;
use crate::browser::{BACK, Browser, VERIFIER};
use crate::oauth::refused;
use crate::people::text;

#[tokio::test]
async fn a_stolen_code_gives_nothing() {
    let app = App::start().await;
    app.serve_pages().await;
    app.user_with_password("ada", json!({})).await;
    let hats = app.hats(json!({})).await;
    let caps = app.hats(json!({})).await;
    let other = App::start().await;
    let theirs = other.hats(json!({})).await;
    let url = app.authorize_url(&hats, &[("prompt", Some("consent"))]);
    let browser = Browser::new();
    let page = browser.signed_in(&url, "ada").await;
    let page = browser.allow(&page).await;
    let code = page.said()["code"].clone();
    let form = |redirect_uri: Option<&'static str>, verifier: Option<&'static str>| {
        let mut form = vec![("grant_type", "authorization_code"), ("code", code.as_str())];
        form.extend(redirect_uri.map(|uri| ("redirect_uri", uri)));
        form.extend(verifier.map(|text| ("code_verifier", text)));
        form
    };
    let good = form(Some(BACK), Some(VERIFIER));
    for (attack, app, client, form) in [
        ("code of another client", &app, &caps, good.clone()),
        ("code of another instance", &other, &theirs, good.clone()),
        ("code without the verifier", &app, &hats, form(Some(BACK), None)),
        (
            "code with another verifier",
            &app,
            &hats,
            form(Some(BACK), Some("wwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwww")),
        ),
        ("code with the challenge as verifier", &app, &hats, form(Some(BACK), Some(crate::browser::CHALLENGE))),
        ("code for another redirect URI", &app, &hats, form(Some("https://hats.example.com/other"), Some(VERIFIER))),
        ("code without the redirect URI", &app, &hats, form(None, Some(VERIFIER))),
    ] {
        assert_eq!(refused(&app.oauth(client, "/oauth/token", &form).await), (400, "invalid_grant"), "{attack}");
    }
    let without_secret = [good.as_slice(), &[("client_id", text(&hats, "client_id"))]].concat();
    assert_eq!(refused(&app.oauth_form("/oauth/token", &without_secret).await), (401, "invalid_client"));
    let made = app.oauth(&hats, "/oauth/token", &good).await.ok();
    assert!(app.works(text(&made, "access_token")).await, "none of it used the code up");
}

#[tokio::test]
async fn code_replay_takes_back_what_it_gave() {
    let app = App::start().await;
    app.configure(|settings| settings.oauth_applications.jwt_access_tokens = false).await;
    app.serve_pages().await;
    app.user_with_password("ada", json!({})).await;
    let hats = app.hats(json!({})).await;
    let code = Browser::new().code(&app.authorize_url(&hats, &[]), "ada").await;
    let made = app.redeem_with_verifier(&hats, &code).await.ok();
    assert!(app.works(text(&made, "access_token")).await);
    assert_eq!(refused(&app.redeem_with_verifier(&hats, &code).await), (400, "invalid_grant"));
    assert!(!app.works(text(&made, "access_token")).await);
}

#[tokio::test]
async fn a_code_that_is_kept_for_later_gives_nothing() {
    let app = App::start().await;
    app.serve_pages().await;
    app.user_with_password("ada", json!({})).await;
    let hats = app.hats(json!({})).await;
    let code = Browser::new().code(&app.authorize_url(&hats, &[]), "ada").await;
    app.clock.advance(600_000);
    assert_eq!(refused(&app.redeem_with_verifier(&hats, &code).await), (400, "invalid_grant"));
}

#[tokio::test]
async fn pkce_downgrade_gives_nothing() {
    let app = App::start().await;
    app.serve_pages().await;
    app.user_with_password("ada", json!({})).await;
    let hats = app.hats(json!({})).await;
    // Somebody has taken the challenge out of the request of an application that sends a verifier.
    let url = app.authorize_url(&hats, &[("code_challenge", None), ("code_challenge_method", None)]);
    let code = Browser::new().code(&url, "ada").await;
    assert_eq!(refused(&app.redeem_with_verifier(&hats, &code).await), (400, "invalid_grant"));
}

#[tokio::test]
async fn a_code_of_a_banned_user_gives_nothing() {
    let app = App::start().await;
    app.serve_pages().await;
    let ada = app.user_with_password("ada", json!({})).await;
    let hats = app.hats(json!({})).await;
    let code = Browser::new().code(&app.authorize_url(&hats, &[]), "ada").await;
    app.post(&format!("/users/{ada}/ban"), json!({})).await.ok();
    assert_eq!(refused(&app.redeem_with_verifier(&hats, &code).await), (400, "invalid_grant"));
}
