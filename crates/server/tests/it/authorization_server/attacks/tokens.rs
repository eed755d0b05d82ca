use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use serde_json::{Value, json};

use crate::app::App;
use crate::browser::{BACK, Browser, VERIFIER};
use crate::oauth::refused;
use crate::people::text;

async fn tokens(app: &App, application: &Value, scope: &str) -> Value {
    let code = Browser::new().code(&app.authorize_url(application, &[("scope", Some(scope))]), "ada").await;
    app.redeem_with_verifier(application, &code).await.ok()
}

#[tokio::test]
async fn refresh_replay_ends_the_family() {
    let app = App::start().await;
    app.configure(|settings| settings.oauth_applications.jwt_access_tokens = false).await;
    app.serve_pages().await;
    app.user_with_password("ada", json!({})).await;
    let hats = app.hats(json!({})).await;
    let made = tokens(&app, &hats, "profile offline_access").await;
    let next = app.refresh(&hats, text(&made, "refresh_token")).await.ok();
    assert_eq!(refused(&app.refresh(&hats, text(&made, "refresh_token")).await), (400, "invalid_grant"));
    assert_eq!(refused(&app.refresh(&hats, text(&next, "refresh_token")).await), (400, "invalid_grant"));
    assert!(!app.works(text(&next, "access_token")).await);
}

#[tokio::test]
async fn a_refresh_token_is_its_clients_and_gets_no_more_than_was_granted() {
    let app = App::start().await;
    app.serve_pages().await;
    app.user_with_password("ada", json!({})).await;
    let hats = app.hats(json!({})).await;
    let caps = app.hats(json!({})).await;
    let made = tokens(&app, &hats, "profile").await;
    let token = text(&made, "refresh_token");
    let form = [("grant_type", "refresh_token"), ("refresh_token", token), ("scope", "profile email")];
    let escalated = app.oauth(&hats, "/oauth/token", &form).await;
    assert_eq!(refused(&escalated), (400, "invalid_scope"), "scope escalation");
    assert_eq!(refused(&app.refresh(&caps, token).await), (400, "invalid_grant"), "refresh token of another client");
    let basic = [("grant_type", "refresh_token"), ("refresh_token", token), ("client_id", text(&hats, "client_id"))];
    assert_eq!(refused(&app.oauth_form("/oauth/token", &basic).await), (401, "invalid_client"), "without the secret");
    app.refresh(&hats, token).await.ok();
}

#[tokio::test]
async fn an_access_token_counts_only_where_it_may_stand_and_as_it_was_signed() {
    let app = App::start().await;
    app.serve_pages().await;
    app.user_with_password("ada", json!({})).await;
    let hats = app.hats(json!({})).await;
    let made = tokens(&app, &hats, "openid profile").await;
    let token = text(&made, "access_token");
    let [_, payload, signature] = token.split('.').collect::<Vec<_>>()[..] else { panic!("{token}") };
    let header = |value: Value| URL_SAFE_NO_PAD.encode(value.to_string());
    let kid = jsonwebtoken::decode_header(token).unwrap().kid;
    let forged = [
        ("JWT with alg none", format!("{}.{payload}.", header(json!({ "alg": "none", "typ": "at+jwt" })))),
        (
            "JWT with alg none and a signature",
            format!("{}.{payload}.{signature}", header(json!({ "alg": "None", "kid": kid }))),
        ),
        (
            "JWT signed with the public key as a secret",
            format!("{}.{payload}.{signature}", header(json!({ "alg": "HS256", "kid": kid, "typ": "at+jwt" }))),
        ),
        ("JWT without a signature", token.rsplit_once('.').unwrap().0.to_owned() + "."),
        ("ID token as an access token", text(&made, "id_token").to_owned()),
        ("refresh token as an access token", text(&made, "refresh_token").to_owned()),
        ("session token of the instance", "x.y.z".to_owned()),
    ];
    for (attack, token) in forged {
        let answer = app.user_info(&token).await;
        assert_eq!(answer.status, 401, "{attack}");
        assert!(answer.headers["www-authenticate"].to_str().unwrap().contains("invalid_token"), "{attack}");
    }
    let url = app.oauth_url(&format!("/oauth/userinfo?access_token={token}"));
    let answer = reqwest::get(url).await.unwrap();
    assert_eq!(answer.status(), 401, "access token in the address");
    let form = crate::oauth::with_form(app.http.post(app.oauth_url("/oauth/userinfo")), &[("access_token", token)]);
    assert_eq!(form.send().await.unwrap().status(), 401, "access token in a form");
    let other = App::start().await;
    assert_eq!(other.user_info(token).await.status, 401, "access token of another instance");
    assert_eq!(app.user_info(token).await.status, 200);
}

#[tokio::test]
async fn a_client_secret_in_the_address_counts_for_nothing() {
    let app = App::start().await;
    app.serve_pages().await;
    app.user_with_password("ada", json!({})).await;
    let hats = app.hats(json!({})).await;
    let code = Browser::new().code(&app.authorize_url(&hats, &[]), "ada").await;
    let (id, secret) = (text(&hats, "client_id"), text(&hats, "client_secret"));
    let form = [
        ("grant_type", "authorization_code"),
        ("code", code.as_str()),
        ("redirect_uri", BACK),
        ("code_verifier", VERIFIER),
    ];
    let path = format!("/oauth/token?client_id={id}&client_secret={secret}");
    assert_eq!(refused(&app.oauth_form(&path, &form).await), (401, "invalid_client"));
    let twice = [form.as_slice(), &[("client_id", id), ("client_id", id), ("client_secret", secret)]].concat();
    assert_eq!(refused(&app.oauth_form("/oauth/token", &twice).await), (400, "invalid_request"), "parameter pollution");
    let both = [form.as_slice(), &[("client_secret", secret)]].concat();
    assert_eq!(refused(&app.oauth(&hats, "/oauth/token", &both).await), (400, "invalid_request"), "two ways at once");
    app.oauth(&hats, "/oauth/token", &form).await.ok();
}

#[tokio::test]
async fn introspection_tells_no_stranger() {
    let app = App::start().await;
    app.serve_pages().await;
    app.user_with_password("ada", json!({})).await;
    let hats = app.hats(json!({})).await;
    let phone = app.hats(json!({ "public": true })).await;
    let (other, caps) = (App::start().await, app.hats(json!({})).await);
    let theirs = other.hats(json!({})).await;
    let made = tokens(&app, &hats, "profile").await;
    let token = text(&made, "access_token");
    let path = "/oauth/token_info";
    assert_eq!(refused(&app.oauth_form(path, &[("token", token)]).await), (401, "invalid_client"), "nobody");
    let public = [("token", token), ("client_id", text(&phone, "client_id"))];
    assert_eq!(app.oauth_form(path, &public).await.ok(), json!({ "active": false }), "a public client");
    let foreign = other.oauth(&theirs, path, &[("token", token)]).await.ok();
    assert_eq!(foreign, json!({ "active": false }), "a client of another instance");
    let revoked = app.oauth(&caps, "/oauth/token/revoke", &[("token", text(&made, "refresh_token"))]).await;
    assert_eq!(refused(&revoked), (400, "invalid_grant"), "revocation by another client");
    assert_eq!(app.oauth(&hats, path, &[("token", token)]).await.ok()["active"], true);
}
