use frontdesk_tokens::{AccessTokenClaims, Category, SigningKey};
use reqwest::Method;
use serde_json::{Value, json};

use crate::app::{App, START};
use crate::machines_and_tokens::GONE;
use crate::people::{DAY, SECOND};
use crate::world::World;

const PATH: &str = "/oauth_applications/access_tokens/verify";

async fn hats(app: &App) -> Value {
    app.oauth_application("Hats", json!({ "scopes": "profile email offline_access" })).await
}

#[tokio::test]
async fn an_opaque_token_is_good_for_a_day() {
    let app = App::start().await;
    let (ada, hats) = (app.user("ada").await, hats(&app).await);
    let granted = app.grant(&hats, &ada, json!({ "jwt": false, "scopes": ["profile"] })).await;
    assert_eq!((granted.access_token.len(), &granted.access_token[..4]), (46, "oat_"));
    let expected = json!({
        "object": "clerk_idp_oauth_access_token", "id": granted.access_token_id, "client_id": hats["client_id"],
        "subject": ada, "scopes": ["profile"], "revoked": false, "revocation_reason": null, "expired": false,
        "expiration": START + DAY, "created_at": START, "updated_at": START,
    });
    assert_eq!(app.verify_access_token(&granted.access_token).await.ok(), expected);
    app.clock.advance(DAY - 1);
    assert_eq!(app.verify_access_token(&granted.access_token).await.ok(), expected);
    app.clock.advance(1);
    assert_eq!(app.verify_access_token(&granted.access_token).await.refusal(), GONE);
}

#[tokio::test]
async fn a_jwt_is_read_by_the_key_of_the_instance_and_is_inactive_when_its_time_is_up() {
    let app = App::start().await;
    let (ada, hats) = (app.user("ada").await, hats(&app).await);
    app.clock.advance(700);
    let granted = app.grant(&hats, &ada, json!({ "scopes": ["profile", "email"] })).await;
    assert_eq!(granted.access_token.split('.').count(), 3, "JWTs are what a new instance issues");
    let expected = json!({
        "object": "clerk_idp_oauth_access_token", "id": granted.access_token_id, "client_id": hats["client_id"],
        "subject": ada, "scopes": ["profile", "email"], "revoked": false, "revocation_reason": null, "expired": false,
        "expiration": START + DAY, "created_at": START, "updated_at": START,
    });
    assert_eq!(app.verify_access_token(&granted.access_token).await.ok(), expected);
    app.clock.advance(DAY - 701);
    assert_eq!(app.verify_access_token(&granted.access_token).await.ok(), expected);
    app.clock.advance(1);
    assert_eq!(app.verify_access_token(&granted.access_token).await.ok(), json!({ "active": false }));
}

#[tokio::test]
async fn the_setting_says_what_access_tokens_are() {
    let app = App::start().await;
    let (ada, hats) = (app.user("ada").await, hats(&app).await);
    for (jwt, parts) in [(false, 1), (true, 3)] {
        app.patch("/instance/oauth_application_settings", json!({ "oauth_jwt_access_tokens": jwt })).await.ok();
        let granted = app.grant(&hats, &ada, json!({})).await;
        assert_eq!(granted.access_token.split('.').count(), parts, "{jwt}");
        assert!(granted.refresh_token.starts_with("clk_refresh_"));
        assert!(app.works(&granted.access_token).await);
    }
}

#[tokio::test]
async fn what_is_unknown_foreign_or_no_access_token_is_not_found() {
    let app = App::start().await;
    let (ada, hats) = (app.user("ada").await, hats(&app).await);
    let granted = app.grant(&hats, &ada, json!({})).await;
    let other = World::create(&app.store).await;
    let key = SigningKey::from_pkcs8_pem(&app.instance_id, include_str!("../signing_key.pem")).unwrap();
    let claims = AccessTokenClaims {
        issuer: "https://example.com".to_owned(),
        user_id: ada.clone(),
        client_id: "client_1".to_owned(),
        jti: "oat_1".to_owned(),
        scopes: Vec::new(),
        issued_at_seconds: START / 1000,
        expires_at_seconds: START / 1000 + 60,
    };
    let session = key.sign(&key.header(Category::Session), &claims.to_claims()).unwrap();
    let stranger = SigningKey::generate(&app.instance_id).unwrap();
    let forged = claims.sign(&stranger).unwrap();
    let nobodys = AccessTokenClaims { user_id: "user_nobody".to_owned(), ..claims.clone() }.sign(&key).unwrap();
    let foreign = &other.ids("oauth_secret")[0];
    let cut = &granted.access_token[..granted.access_token.len() - 3];
    for token in [
        "",
        "oat_nobodys",
        "a.b.c",
        &session,
        &forged,
        &nobodys,
        &granted.refresh_token,
        foreign,
        cut,
        &granted.access_token_id,
    ] {
        let refused = app.verify_access_token(token).await;
        assert_eq!(refused.refusal(), GONE, "{token}");
        assert!(token.is_empty() || !refused.body.to_string().contains(token), "a secret is not repeated");
    }
    let verify =
        |token: &str| app.with_key(&other.secret_key, Method::POST, PATH, Some(json!({ "access_token": token })));
    assert_eq!(verify(&granted.access_token).await.refusal(), GONE);
    let theirs = verify(foreign).await.ok();
    assert_eq!(theirs["id"], other.ids("oauth_access_token")[0].as_str());
}

#[tokio::test]
async fn the_token_may_be_called_a_secret_and_the_version_left_out_of_the_path() {
    let app = App::start().await;
    let (ada, hats) = (app.user("ada").await, hats(&app).await);
    let token = app.grant(&hats, &ada, json!({ "jwt": false })).await.access_token;
    let verified = app.post(PATH, json!({ "secret": token })).await.ok();
    assert_eq!(app.post(PATH, json!({ "secret": "x", "access_token": token, "more": 1 })).await.ok(), verified);
    let url = format!("{}{PATH}", app.server.url());
    let bare = app.http.post(url).bearer_auth(&app.secret_key).json(&json!({ "access_token": token }));
    assert_eq!(app.send(bare).await.ok(), verified);
    for (body, name) in [(json!({}), "access_token"), (json!({ "access_token": 5 }), "access_token")] {
        assert_eq!(app.post(PATH, body).await.refusal(), (400, "bad_request", Some(name)));
    }
}

#[tokio::test]
async fn tokens_whose_time_is_up_are_deleted() {
    let app = App::start().await;
    let (ada, hats) = (app.user("ada").await, hats(&app).await);
    let opaque = app.grant(&hats, &ada, json!({ "jwt": false })).await;
    let revoked = app.grant(&hats, &ada, json!({ "jwt": false, "scopes": ["email"] })).await;
    assert_eq!(app.revoke_oauth_token(&hats, &revoked.access_token).await.status, 204);
    let now = app.clock.now() + DAY + SECOND;
    while app.store_write(move |tx| tx.delete_ended_oauth_grants(now)).await {}
    let rows = app.rows().await;
    for id in [&opaque.access_token_id, &revoked.access_token_id] {
        assert!(!rows.contains(id.as_str()), "{id}");
    }
    assert_eq!(rows.matches("oagrant_").count(), 1, "what can be refreshed stays");
    assert_eq!(app.revoke_oauth_token(&hats, &opaque.refresh_token).await.status, 204);
    assert!(app.store.check().await.unwrap().is_clean());
}
