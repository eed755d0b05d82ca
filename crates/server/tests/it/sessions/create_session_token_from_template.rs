use serde_json::{Value, json};

use crate::app::{App, START};
use crate::people::{object, person, text};
use crate::tokens::{raw_header, read_hs256};

const NOW: i64 = START / 1000;

#[tokio::test]
async fn a_template_makes_a_token_of_its_own() {
    let app = App::start().await;
    let ada = frontdesk_storage::users::User {
        last_name: Some("Lovelace".to_owned()),
        public_metadata: object(json!({ "plan": { "seats": 3 } })),
        private_metadata: object(json!({ "secret": 1 })),
        ..person("ada")
    };
    let ada = app.add_user(ada).await;
    let organization = app.add_organization("acme", &ada, "org:clerk", &["org:bills:read"]).await;
    let claims = json!({
        "aud": "https://api.example.com",
        "name": "Dear {{user.full_name}}",
        "mail": "{{user.primary_email_address}}",
        "verified": "{{user.email_verified}}",
        "seats": "{{user.public_metadata.plan.seats}}",
        "hidden": "{{user.private_metadata.secret}}",
        "nobody": "{{user.username || 'nobody'}}",
        "since": "{{user.created_at}}",
        "organizations": "{{user.organizations}}",
        "org": { "id": "{{org.id}}", "slug": "{{org.slug}}", "role": "{{org.role}}", "name": "{{org.name}}" },
        "tier": "{{org.public_metadata.tier}}",
        "seat": "{{org_membership.public_metadata.seat}}",
        "may": "{{org_membership.permissions}}",
        "actor": "{{session.actor}}",
    });
    let seed =
        json!({ "jwt_templates": [{ "name": "full", "claims": claims, "lifetime": 90, "allowed_clock_skew": 7 }] });
    app.seed(seed).await.unwrap();
    let session = app.post("/sessions", json!({ "user_id": ada, "active_organization_id": organization })).await.ok();
    let path = format!("/sessions/{}/tokens/full", text(&session, "id"));
    let answer = app.post(&path, json!({})).await.ok();
    let jwt = text(&answer, "jwt");
    assert_eq!(raw_header(jwt)["cat"], "cl_B7d4PD222AAA");
    let mut said = app.read_token(jwt).await.claims;
    assert_eq!(said.remove("jti").unwrap().as_str().unwrap().len(), 20);
    assert!(text(&Value::Object(said.clone()), "iss").starts_with("https://"));
    said.remove("iss");
    let expected = json!({
        "aud": "https://api.example.com", "name": "Dear ada Lovelace", "mail": "ada@example.com", "verified": true,
        "seats": 3, "hidden": null, "nobody": "nobody", "since": NOW, "organizations": { &organization: "org:clerk" },
        "org": { "id": organization, "slug": "acme", "role": "org:clerk", "name": "ACME" }, "tier": 3,
        "seat": "window", "may": ["org:bills:read"], "actor": null,
        "exp": NOW + 90, "iat": NOW, "nbf": NOW - 7, "sub": ada,
    });
    assert_eq!(Value::Object(said), expected);
    let short = app.post(&path, json!({ "expires_in_seconds": 31 })).await.ok();
    assert_eq!(app.read_token(text(&short, "jwt")).await.claims["exp"], NOW + 31);
}

#[tokio::test]
async fn a_template_may_sign_with_a_key_of_its_own() {
    let app = App::start().await;
    let session = app.session(&app.add_user(person("ada")).await).await;
    let template = json!({
        "name": "own", "claims": { "role": "authenticated" }, "signing_algorithm": "HS256", "signing_key": "a secret",
    });
    app.seed(json!({ "jwt_templates": [template] })).await.unwrap();
    let answer = app.post(&format!("/sessions/{}/tokens/own", text(&session, "id")), json!({})).await.ok();
    let token = read_hs256(text(&answer, "jwt"), "a secret");
    assert_eq!((&token.claims["role"], &token.claims["sub"]), (&json!("authenticated"), &session["user_id"]));
    assert_eq!(token.header.kid, None, "no published key could check it");
}

#[tokio::test]
async fn templates_and_sessions_that_do_not_exist_are_named() {
    let app = App::start().await;
    let session = app.session(&app.add_user(person("ada")).await).await;
    let id = text(&session, "id");
    let unknown = app.post(&format!("/sessions/{id}/tokens/nowhere"), json!({})).await;
    assert_eq!(unknown.refusal(), (404, "resource_not_found", None));
    assert!(text(&unknown.body["errors"][0], "long_message").contains("nowhere"));
    app.seed(json!({ "jwt_templates": [{ "name": "here", "claims": {} }] })).await.unwrap();
    app.post(&format!("/sessions/{id}/revoke"), json!({})).await.ok();
    for id in [id, "sess_none"] {
        let gone = app.post(&format!("/sessions/{id}/tokens/here"), json!({})).await;
        assert_eq!(gone.body["errors"][0]["message"], "Session not found");
    }
}
