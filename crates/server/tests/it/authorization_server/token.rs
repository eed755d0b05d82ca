use jsonwebtoken::jwk::JwkSet;
use jsonwebtoken::{Algorithm, DecodingKey, Validation};
use serde_json::{Value, json};

use crate::app::App;
use crate::oauth::{refused, with_form};
use crate::people::{DAY, SECOND, text};

/// The example of RFC 7636.
const VERIFIER: &str = "dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk";
const CHALLENGE: &str = "E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM";

async fn hats(app: &App) -> Value {
    let body = json!({ "scopes": "profile email openid", "redirect_uris": ["https://hats.example.com/back"] });
    app.oauth_application("Hats", body).await
}

/// The claims of a token, as an independent reader has them that knows the published keys alone.
async fn read(app: &App, token: &str, audience: Option<&str>) -> Value {
    let keys: JwkSet = reqwest::get(app.oauth_url("/.well-known/jwks.json")).await.unwrap().json().await.unwrap();
    let kid = jsonwebtoken::decode_header(token).unwrap().kid.unwrap();
    let mut validation = Validation::new(Algorithm::RS256);
    validation.validate_exp = false;
    match audience {
        Some(audience) => validation.set_audience(&[audience]),
        None => validation.validate_aud = false,
    }
    let key = DecodingKey::from_jwk(keys.find(&kid).unwrap()).unwrap();
    jsonwebtoken::decode::<Value>(token, &key, &validation).unwrap().claims
}

#[tokio::test]
async fn a_code_gives_tokens_that_work() {
    let app = App::start().await;
    let (ada, hats) = (app.user("ada").await, hats(&app).await);
    let code = app
        .code(&hats, &ada, "profile email openid", |grant| {
            grant.details.code.redirect_uri = Some("https://hats.example.com/back".to_owned());
            grant.details.code.nonce = Some("n-1".to_owned());
            grant.details.authenticated_at = Some(grant.created_at - 5000);
        })
        .await;
    let form = [
        ("grant_type", "authorization_code"),
        ("code", code.as_str()),
        ("redirect_uri", "https://hats.example.com/back"),
    ];
    let answer = app.oauth(&hats, "/oauth/token", &form).await;
    assert_eq!(answer.headers["cache-control"], "no-store");
    assert_eq!(answer.headers["content-type"], "application/json");
    let made = answer.ok();
    assert_eq!(
        (&made["token_type"], &made["expires_in"], &made["scope"]),
        (&json!("Bearer"), &json!(86400), &json!("profile email openid"))
    );
    assert_eq!(made.as_object().unwrap().len(), 6);
    let verified = app.verify_access_token(text(&made, "access_token")).await.ok();
    assert_eq!((&verified["subject"], &verified["client_id"]), (&json!(ada), &hats["client_id"]));
    let access = read(&app, text(&made, "access_token"), None).await;
    assert_eq!((&access["jti"], &access["scope"]), (&verified["id"], &json!("profile email openid")));
    let client_id = text(&hats, "client_id");
    let said = read(&app, text(&made, "id_token"), Some(client_id)).await;
    let now = app.clock.now() / 1000;
    assert_eq!((&said["sub"], &said["nonce"], &said["auth_time"]), (&json!(ada), &json!("n-1"), &json!(now - 5)));
    assert_eq!((&said["iat"], &said["exp"], &said["iss"]), (&json!(now), &json!(now + 86400), &access["iss"]));
    assert_eq!((&said["email"], &said["email_verified"]), (&json!("ada@example.com"), &json!(true)));
    assert_eq!((&said["given_name"], said.get("family_name")), (&json!("ada"), None));
}

#[tokio::test]
async fn a_code_that_comes_again_takes_everything_back() {
    let app = App::start().await;
    app.configure(|settings| settings.oauth_applications.jwt_access_tokens = false).await;
    let (ada, hats) = (app.user("ada").await, hats(&app).await);
    let caps = app.oauth_application("Caps", json!({})).await;
    let code = app.code(&hats, &ada, "profile", |_| ()).await;
    assert_eq!(refused(&app.redeem(&caps, &code).await), (400, "invalid_grant"), "another client's");
    let made = app.redeem(&hats, &code).await.ok();
    let next = app.refresh(&hats, text(&made, "refresh_token")).await.ok();
    assert!(made.get("id_token").is_none() && app.works(text(&made, "access_token")).await);
    assert_eq!(refused(&app.redeem(&caps, &code).await), (400, "invalid_grant"));
    assert!(app.works(text(&next, "access_token")).await, "others cannot take anything back");
    assert_eq!(refused(&app.redeem(&hats, &code).await), (400, "invalid_grant"));
    for token in [&made, &next] {
        assert!(!app.works(text(token, "access_token")).await);
    }
    assert_eq!(refused(&app.refresh(&hats, text(&next, "refresh_token")).await), (400, "invalid_grant"));
    assert!(app.store.check().await.unwrap().is_clean());
}

#[tokio::test]
async fn a_code_works_for_ten_minutes() {
    let app = App::start().await;
    let (ada, hats) = (app.user("ada").await, hats(&app).await);
    let (late, early) =
        (app.code(&hats, &ada, "profile", |_| ()).await, app.code(&hats, &ada, "profile", |_| ()).await);
    app.clock.advance(600 * SECOND - 1);
    app.redeem(&hats, &early).await.ok();
    app.clock.advance(1);
    assert_eq!(refused(&app.redeem(&hats, &late).await), (400, "invalid_grant"));
}

#[tokio::test]
async fn a_public_client_shows_by_its_verifier_that_a_code_is_its_own() {
    let app = App::start().await;
    let ada = app.user("ada").await;
    let phone = app.oauth_application("Phone", json!({ "public": true })).await;
    let client_id = text(&phone, "client_id");
    let redeem = |code: String, verifier: &'static str| {
        let app = &app;
        async move {
            let mut form = vec![("grant_type", "authorization_code"), ("code", &code), ("client_id", client_id)];
            if !verifier.is_empty() {
                form.push(("code_verifier", verifier));
            }
            app.oauth_form("/oauth/token", &form).await
        }
    };
    let challenged = || {
        app.code(&phone, &ada, "profile", |grant| {
            grant.details.code.code_challenge = Some(CHALLENGE.to_owned());
        })
    };
    let wrong = "wrong-wrong-wrong-wrong-wrong-wrong-wrong-wrong";
    let code = challenged().await;
    for verifier in ["", wrong, CHALLENGE] {
        assert_eq!(refused(&redeem(code.clone(), verifier).await), (400, "invalid_grant"), "{verifier}");
    }
    let made = redeem(code, VERIFIER).await.ok();
    let form =
        [("grant_type", "refresh_token"), ("refresh_token", text(&made, "refresh_token")), ("client_id", client_id)];
    app.oauth_form("/oauth/token", &form).await.ok();
    let unchallenged = app.code(&phone, &ada, "profile", |_| ()).await;
    for verifier in ["", VERIFIER] {
        let refusal = redeem(unchallenged.clone(), verifier).await;
        assert_eq!(refused(&refusal), (400, "invalid_grant"), "there was no challenge: {verifier}");
    }
}

#[tokio::test]
async fn a_client_proves_itself_in_one_way() {
    let app = App::start().await;
    let (ada, hats) = (app.user("ada").await, hats(&app).await);
    let (client_id, secret) = (text(&hats, "client_id"), text(&hats, "client_secret"));
    let phone = app.oauth_application("Phone", json!({ "public": true })).await;
    let grant = [("grant_type", "authorization_code"), ("code", "clk_code_nobodys")];
    for (more, refusal) in [
        (vec![], (401, "invalid_client")),
        (vec![("client_id", client_id)], (401, "invalid_client")),
        (vec![("client_id", client_id), ("client_secret", "")], (401, "invalid_client")),
        (vec![("client_id", client_id), ("client_secret", "wrong")], (401, "invalid_client")),
        (vec![("client_id", "client_nobodys"), ("client_secret", secret)], (401, "invalid_client")),
        (vec![("client_id", text(&phone, "client_id")), ("client_secret", secret)], (401, "invalid_client")),
        (vec![("client_id", client_id), ("client_secret", secret)], (400, "invalid_grant")),
        (vec![("client_id", text(&phone, "client_id"))], (400, "invalid_grant")),
    ] {
        let form: Vec<_> = grant.iter().copied().chain(more).collect();
        let answer = app.oauth_form("/oauth/token", &form).await;
        assert_eq!(refused(&answer), refusal, "{form:?}");
        assert_eq!(answer.headers.contains_key("www-authenticate"), refusal.0 == 401);
    }
    let both = [&grant[..], &[("client_id", client_id), ("client_secret", secret)]].concat();
    assert_eq!(refused(&app.oauth(&hats, "/oauth/token", &both).await), (400, "invalid_request"));
    let other = [&grant[..], &[("client_id", text(&phone, "client_id"))]].concat();
    assert_eq!(refused(&app.oauth(&hats, "/oauth/token", &other).await), (400, "invalid_request"));
    let code = app.code(&hats, &ada, "profile", |_| ()).await;
    let rotated = app.post(&format!("/oauth_applications/{}/rotate_secret", text(&hats, "id")), json!(null)).await.ok();
    assert_eq!(refused(&app.redeem(&hats, &code).await), (401, "invalid_client"), "the secret was replaced");
    app.redeem(&rotated, &code).await.ok();
}

#[tokio::test]
async fn a_refresh_token_is_replaced_and_tells_thieves() {
    let app = App::start().await;
    app.configure(|settings| settings.oauth_applications.jwt_access_tokens = false).await;
    let (ada, hats) = (app.user("ada").await, hats(&app).await);
    let code = app.code(&hats, &ada, "profile email openid", |grant| {
        grant.details.code.nonce = Some("n-1".to_owned());
    });
    let first = app.redeem(&hats, &code.await).await.ok();
    app.clock.advance(DAY + SECOND);
    assert!(!app.works(text(&first, "access_token")).await);
    let second = app.refresh(&hats, text(&first, "refresh_token")).await.ok();
    assert!(app.works(text(&second, "access_token")).await && second["id_token"].is_string());
    let narrow = [
        ("grant_type", "refresh_token"),
        ("refresh_token", text(&second, "refresh_token")),
        ("scope", "email private_metadata"),
    ];
    assert_eq!(refused(&app.oauth(&hats, "/oauth/token", &narrow).await), (400, "invalid_scope"));
    let narrow = [narrow[0], narrow[1], ("scope", "email email  email")];
    let third = app.oauth(&hats, "/oauth/token", &narrow).await.ok();
    assert_eq!((&third["scope"], third.get("id_token")), (&json!("email"), None));
    let verified = app.verify_access_token(text(&third, "access_token")).await.ok();
    assert_eq!(verified["scopes"], json!(["email"]));
    let fourth = app.refresh(&hats, text(&third, "refresh_token")).await.ok();
    assert_eq!(fourth["scope"], "profile email openid", "less once is not less for ever");
    assert_eq!(refused(&app.refresh(&hats, text(&second, "refresh_token")).await), (400, "invalid_grant"));
    assert_eq!(refused(&app.refresh(&hats, text(&fourth, "refresh_token")).await), (400, "invalid_grant"));
    assert!(!app.works(text(&fourth, "access_token")).await, "the thief's or the victim's");
    assert!(app.store.check().await.unwrap().is_clean());
}

#[tokio::test]
async fn who_is_banned_or_gone_gets_no_tokens() {
    let app = App::start().await;
    let (ada, bob, hats) = (app.user("ada").await, app.user("bob").await, hats(&app).await);
    let code = app.code(&hats, &ada, "profile", |_| ()).await;
    let made = app.redeem(&hats, &code).await.ok();
    app.post(&format!("/users/{ada}/ban"), json!({})).await.ok();
    assert_eq!(refused(&app.refresh(&hats, text(&made, "refresh_token")).await), (400, "invalid_grant"));
    app.post(&format!("/users/{ada}/unban"), json!({})).await.ok();
    app.refresh(&hats, text(&made, "refresh_token")).await.ok();
    let code = app.code(&hats, &bob, "profile", |_| ()).await;
    app.delete(&format!("/users/{bob}")).await.ok();
    assert_eq!(refused(&app.redeem(&hats, &code).await), (400, "invalid_grant"));
}

#[tokio::test]
async fn what_is_no_request_for_tokens_is_refused_in_the_words_of_the_rfc() {
    let app = App::start().await;
    let hats = hats(&app).await;
    for (form, refusal) in [
        (vec![], (400, "invalid_request")),
        (vec![("grant_type", "password")], (400, "unsupported_grant_type")),
        (vec![("grant_type", "authorization_code")], (400, "invalid_request")),
        (vec![("grant_type", "refresh_token")], (400, "invalid_request")),
        (vec![("grant_type", "refresh_token"), ("refresh_token", "nobodys")], (400, "invalid_grant")),
        (vec![("grant_type", "refresh_token"), ("grant_type", "refresh_token")], (400, "invalid_request")),
        (vec![("grant_type", "authorization_code"), ("code", "a\0b")], (400, "invalid_request")),
    ] {
        assert_eq!(refused(&app.oauth(&hats, "/oauth/token", &form).await), refusal, "{form:?}");
    }
    let json = app.http.post(app.oauth_url("/oauth/token")).json(&json!({ "grant_type": "refresh_token" }));
    assert_eq!(app.send(json).await.refusal(), (415, "unsupported_content_type", None));
    let get = app.send(app.http.get(app.oauth_url("/oauth/token"))).await;
    assert_eq!(get.refusal(), (404, "resource_not_found", None));
    let basic = app.http.post(app.oauth_url("/oauth/token")).header("authorization", "Basic !");
    let broken = app.send(with_form(basic, &[("grant_type", "refresh_token")])).await;
    assert_eq!(refused(&broken), (401, "invalid_client"));
}
