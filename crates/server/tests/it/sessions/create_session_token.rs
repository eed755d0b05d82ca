use std::collections::BTreeMap;

use serde_json::{Value, json};

use crate::app::{App, START};
use crate::people::{SECOND, object, person, text};
use crate::tokens::raw_header;

const NOW: i64 = START / 1000;

/// A token of the session, in the newest version of the API.
async fn token(app: &App, session: &Value, body: Value) -> String {
    let answer = app.post(&format!("/sessions/{}/tokens", text(session, "id")), body).await.ok();
    assert_eq!(answer["object"], "token");
    text(&answer, "jwt").to_owned()
}

fn issuer(app: &App) -> String {
    let key: frontdesk_tokens::PublishableKey = app.publishable_key.parse().unwrap();
    format!("https://{}", key.frontend_api_host)
}

#[tokio::test]
async fn a_token_says_who_is_signed_in_and_nothing_else() {
    let app = App::start().await;
    let session = app.session(&app.add_user(person("ada")).await).await;
    let jwt = token(&app, &session, json!({})).await;
    let header = json!({ "alg": "RS256", "cat": "cl_B7d4PD111AAA", "kid": app.instance_id, "typ": "JWT" });
    assert_eq!(raw_header(&jwt), header);
    let mut claims = app.read_token(&jwt).await.claims;
    assert_eq!(claims.remove("jti").unwrap().as_str().unwrap().len(), 20);
    let expected = json!({
        "exp": NOW + 60, "fva": [99999, -1], "iat": NOW, "iss": issuer(&app), "nbf": NOW - 10, "sid": session["id"],
        "sts": "active", "sub": session["user_id"], "v": 2,
    });
    assert_eq!(Value::Object(claims), expected);
}

#[tokio::test]
async fn the_life_of_a_token_can_be_chosen_within_limits() {
    let app = App::start().await;
    let session = app.session(&app.add_user(person("ada")).await).await;
    for (given, seconds) in [(json!(30), 30), (json!(315_360_000), 315_360_000), (Value::Null, 60)] {
        let jwt = token(&app, &session, json!({ "expires_in_seconds": given })).await;
        assert_eq!(app.read_token(&jwt).await.claims["exp"], NOW + seconds);
    }
    for seconds in [29, 315_360_001] {
        let path = format!("/sessions/{}/tokens", text(&session, "id"));
        let refused = app.post(&path, json!({ "expires_in_seconds": seconds })).await;
        assert_eq!(refused.refusal(), (422, "form_param_value_invalid", Some("expires_in_seconds")));
    }
}

#[tokio::test]
async fn the_active_organization_is_in_the_token_with_what_the_role_allows() {
    let app = App::start().await;
    let ada = app.add_user(person("ada")).await;
    let permissions = ["org:sys_profile:manage", "org:reports:read", "org:reports:manage", "org:bills:read"];
    let id = app.add_organization("acme", &ada, "org:clerk", &permissions).await;
    let session = app.post("/sessions", json!({ "user_id": ada, "active_organization_id": id })).await.ok();
    let claims = app.read_token(&token(&app, &session, json!({})).await).await.claims;
    // Features in alphabetical order; bit 0 is the first verb of `per`.
    assert_eq!(claims["fea"], "o:bills,o:reports");
    assert_eq!(claims["o"], json!({ "id": id, "slg": "acme", "rol": "clerk", "per": "manage,read", "fpm": "2,3" }));

    let (organization, user) = (id.clone(), ada.clone());
    app.store_write(move |tx| {
        let membership = tx.find_membership(&organization, &user)?.unwrap();
        tx.update_membership(&frontdesk_storage::organization_memberships::Membership {
            role: "org:admin".to_owned(),
            ..membership
        })
    })
    .await;
    let claims = app.read_token(&token(&app, &session, json!({})).await).await.claims;
    assert_eq!(
        claims["o"],
        json!({ "id": id, "slg": "acme", "rol": "admin" }),
        "the role of now, without system permissions"
    );
    assert_eq!(claims.get("fea"), None);

    app.store_write(move |tx| {
        let membership = tx.find_membership(&id, &ada)?.unwrap();
        tx.delete_membership(&membership)
    })
    .await;
    assert_eq!(app.read_token(&token(&app, &session, json!({})).await).await.claims.get("o"), None);
}

#[tokio::test]
async fn tokens_are_of_the_version_that_belongs_to_the_version_of_the_api() {
    let app = App::start().await;
    let ada = app.add_user(person("ada")).await;
    let id = app.add_organization("acme", &ada, "org:clerk", &["org:sys_profile:manage", "org:bills:read"]).await;
    let session = app.post("/sessions", json!({ "user_id": ada, "active_organization_id": id })).await.ok();
    let path = format!("/sessions/{}/tokens", text(&session, "id"));
    let claims = async |version: &str| {
        let answer = app.in_version(version, &path, Some(json!({}))).await.ok();
        app.read_token(text(&answer, "jwt")).await.claims
    };
    for version in ["2021-02-05", "2024-10-01", "2025-03-12"] {
        let claims = claims(version).await;
        let said: BTreeMap<&str, &Value> = claims
            .iter()
            .filter(|(name, _)| name.starts_with("org") || ["v", "o", "fea", "pla"].contains(&name.as_str()))
            .map(|(name, value)| (name.as_str(), value))
            .collect();
        let expected = object(json!({
            "org_id": id, "org_slug": "acme", "org_role": "org:clerk", "org_permissions": ["org:bills:read"],
        }));
        assert_eq!(said, expected.iter().map(|(name, value)| (name.as_str(), value)).collect(), "{version}");
    }
    for version in ["2025-04-10", "2025-11-10", "2026-05-12", ""] {
        assert_eq!(claims(version).await["v"], 2, "{version}");
    }
    app.configure(|settings| settings.session_token_version = Some(2)).await;
    assert_eq!(claims("2021-02-05").await["v"], 2, "the instance says so");
    app.configure(|settings| settings.session_token_version = Some(1)).await;
    assert!(!claims("2026-05-12").await.contains_key("v"), "the instance says so");
}

#[tokio::test]
async fn without_organizations_none_is_active() {
    let app = App::start().await;
    let ada = app.add_user(person("ada")).await;
    let id = app.add_organization("acme", &ada, "org:admin", &[]).await;
    let session = app.post("/sessions", json!({ "user_id": ada, "active_organization_id": id })).await.ok();
    app.configure(|settings| settings.organization_slugs_enabled = false).await;
    let claims = app.read_token(&token(&app, &session, json!({})).await).await.claims;
    assert_eq!(claims["o"], json!({ "id": id, "rol": "admin" }));
    app.configure(|settings| settings.organizations_enabled = false).await;
    assert_eq!(app.read_token(&token(&app, &session, json!({})).await).await.claims.get("o"), None);
}

#[tokio::test]
async fn the_actor_the_factors_and_the_tasks_are_told() {
    let app = App::start().await;
    let compromised = frontdesk_storage::users::User { password_compromised: true, ..person("ada") };
    let ada = app.add_user(compromised).await;
    let browser = app
        .seed(json!({ "browser_sessions": [{ "user_id": ada, "origin": "https://app.example.com" }] }))
        .await
        .unwrap()
        .browser_sessions
        .remove(0);
    let id = browser.session_id.clone();
    app.store_write(move |tx| {
        let mut session = tx.find_session(&id)?.unwrap();
        tx.delete_sessions_of_user(&session.user_id)?;
        session.details.actor = Some(object(json!({ "sub": "user_boss", "iss": "https://desk.example.com" })));
        session.details.second_factor_verified_at = Some(START + 60 * SECOND);
        tx.insert_session(&session)
    })
    .await;
    app.clock.advance(3 * 60 * SECOND + 59 * SECOND);
    let jwt = app.post(&format!("/sessions/{}/tokens", browser.session_id), json!({})).await.ok();
    let claims = app.read_token(text(&jwt, "jwt")).await.claims;
    assert_eq!(claims["act"], json!({ "sub": "user_boss", "iss": "https://desk.example.com" }));
    assert_eq!(claims["fva"], json!([3, 2]));
    assert_eq!(claims["sts"], "pending");
}

#[tokio::test]
async fn a_session_that_does_not_exist_has_no_token() {
    let app = App::start().await;
    assert_eq!(app.post("/sessions/sess_none/tokens", json!({})).await.refusal(), (404, "resource_not_found", None));
}
