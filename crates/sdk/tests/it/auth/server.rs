//! Sessions, machines, API keys and OAuth access tokens, against the real server.

use std::time::Duration;

use frontdesk_sdk::api_keys::{ApiKeyWithSecret, CreateApiKey, DeleteApiKey, RevokeApiKey, RevokeApiKeyBody};
use frontdesk_sdk::auth::{Auth, AuthError, Authenticator, Reason, TokenKind};
use frontdesk_sdk::m2m_tokens::{
    CreateM2mToken, CreateM2mTokenBody, M2mTokenFormat, NewM2mToken, RevokeM2mToken, RevokeM2mTokenBody,
};
use frontdesk_sdk::machines::{CreateMachine, CreateMachineBody, MachineWithSecretKey};
use frontdesk_sdk::oauth_applications::{
    CreateOauthApplication, RevokeOauthApplicationToken, RevokeOauthApplicationTokenBody,
};
use frontdesk_sdk::sessions::{CreateSession, CreateSessionBody, CreateSessionToken, CreateSessionTokenBody};
use frontdesk_sdk::testing::{Clock, TestOptions, TestServer};
use frontdesk_sdk::users::{CreateUser, CreateUserBody, DeleteUser, User};
use frontdesk_sdk::{Client, Maybe};
use http::{HeaderMap, HeaderValue};
use serde_json::json;

const START: i64 = 1_767_225_600_000;

fn bearing(token: &str) -> HeaderMap {
    HeaderMap::from_iter([(http::header::AUTHORIZATION, HeaderValue::try_from(format!("Bearer {token}")).unwrap())])
}

async fn start() -> (TestServer, Clock) {
    let clock = Clock::fixed(START);
    let options = TestOptions { clock: clock.clone(), ..TestOptions::default() };
    (TestServer::start_with(options).await.unwrap(), clock)
}

fn any(client: &Client) -> Authenticator {
    client.authenticator().accepts_any().build().unwrap()
}

async fn user(client: &Client) -> User {
    let body = CreateUserBody {
        email_address: Some(vec!["ada@example.com".to_owned()]),
        skip_password_requirement: Maybe::Value(true),
        ..CreateUserBody::default()
    };
    client.send(CreateUser { body }).await.unwrap()
}

async fn machine(client: &Client, name: &str, scoped: &[&MachineWithSecretKey]) -> MachineWithSecretKey {
    let scoped_machines = scoped.iter().map(|machine| machine.id.clone()).collect();
    let body =
        CreateMachineBody { name: name.to_owned(), scoped_machines: Some(scoped_machines), default_token_ttl: None };
    client.send(CreateMachine { body }).await.unwrap()
}

async fn token(client: &Client, machine: &MachineWithSecretKey, format: M2mTokenFormat) -> NewM2mToken {
    let body = CreateM2mTokenBody {
        token_format: Some(format),
        seconds_until_expiration: Maybe::Value(300.0),
        claims: Maybe::Value(json!({ "permission": "read" }).as_object().unwrap().clone()),
        min_remaining_ttl_seconds: None,
    };
    client.with_secret_key(&machine.secret_key).unwrap().send(CreateM2mToken { body }).await.unwrap()
}

/// Changes a token so that it is still one by its looks.
fn tampered(token: &str) -> String {
    let last = token.rfind('.').or(token.find('_')).unwrap() + 1;
    let first = if token[last..].starts_with('B') { 'C' } else { 'B' };
    format!("{}{first}{}", &token[..last], &token[last + 1..])
}

async fn refusal(authenticator: &Authenticator, token: &str, now: i64) -> Reason {
    match authenticator.authenticate_at(&bearing(token), now).await {
        Err(AuthError::Refused(refusal)) => refusal.reason,
        other => panic!("no refusal: {other:?}"),
    }
}

#[tokio::test]
async fn a_session_is_known_in_header_and_cookie_and_by_its_own_instance_only() {
    let (server, clock) = start().await;
    let user = user(&server.client).await;
    let body = CreateSessionBody { user_id: user.id.clone(), ..CreateSessionBody::default() };
    let session = server.client.send(CreateSession { body }).await.unwrap();
    let request = CreateSessionToken { session_id: session.id.clone(), body: CreateSessionTokenBody::default() };
    let jwt = server.client.send(request).await.unwrap().jwt;

    let authenticator = server.client.authenticator().publishable_key(&server.publishable_key).build().unwrap();
    let suffix = frontdesk_tokens::cookie_suffix(&server.publishable_key);
    let cookie = |text: String| HeaderMap::from_iter([(http::header::COOKIE, HeaderValue::try_from(text).unwrap())]);
    for headers in [
        bearing(&jwt),
        cookie(format!("__session={jwt}; __client_uat=1; __clerk_db_jwt=dvb_1")),
        cookie(format!("__session_{suffix}={jwt}; __client_uat_{suffix}=1; __clerk_db_jwt_{suffix}=dvb_1")),
    ] {
        let auth = authenticator.authenticate_at(&headers, clock.now()).await.unwrap();
        assert_eq!(auth.user_id(), Some(user.id.as_str()), "{headers:?}");
        assert_eq!(auth.session().unwrap().session_id.as_deref(), Some(session.id.as_str()));
    }
    assert_eq!(refusal(&authenticator, &tampered(&jwt), clock.now()).await, Reason::TokenInvalidSignature);
    let expired = refusal(&authenticator, &jwt, clock.now() + 65_000).await;
    assert!(matches!(expired, Reason::SessionTokenExpired(_)), "{expired}");
    let other = server.add_instance().await.unwrap();
    assert_eq!(refusal(&any(&other), &jwt, clock.now()).await, Reason::JwkKidMismatch);
    let machines = server.client.authenticator().accepts([TokenKind::M2m]).build().unwrap();
    assert_eq!(refusal(&machines, &jwt, clock.now()).await, Reason::TokenTypeMismatch);
}

#[tokio::test]
async fn an_opaque_token_of_a_machine_is_good_for_whom_it_was_made_until_it_is_over() {
    let (server, clock) = start().await;
    let printer = machine(&server.client, "printer", &[]).await;
    let stranger = machine(&server.client, "stranger", &[]).await;
    let scanner = machine(&server.client, "scanner", &[&printer]).await;
    let made = token(&server.client, &scanner, M2mTokenFormat::Opaque).await;

    let of = |machine: &MachineWithSecretKey| {
        let builder = server.client.authenticator().accepts([TokenKind::M2m]);
        builder.machine_secret_key(&machine.secret_key).build().unwrap()
    };
    for authenticator in [any(&server.client), of(&printer)] {
        let auth = authenticator.authenticate(&bearing(&made.token)).await.unwrap();
        let Auth::M2m(auth) = auth else { panic!("no machine") };
        assert_eq!((&auth.machine_id, auth.id.as_ref()), (&scanner.id, Some(&made.id)));
        assert_eq!((&auth.scopes, json!(auth.claims)), (&vec![printer.id.clone()], json!({ "permission": "read" })));
        assert_eq!(auth.expires_at_ms, Some(START + 300_000));
    }
    let now = clock.now();
    assert_eq!(refusal(&of(&stranger), &made.token, now).await, Reason::TokenInvalid);
    assert_eq!(refusal(&any(&server.client), &tampered(&made.token), now).await, Reason::TokenInvalid);
    assert_eq!(refusal(&any(&server.add_instance().await.unwrap()), &made.token, now).await, Reason::TokenInvalid);
    // A key that opens nothing says nothing about the token.
    let mistyped = MachineWithSecretKey { secret_key: tampered(&printer.secret_key), ..printer.clone() };
    let error = of(&mistyped).authenticate(&bearing(&made.token)).await.unwrap_err();
    assert!(!error.is_refusal() && error.reason() == Reason::SecretKeyInvalid, "{error:?}");

    let revoked = token(&server.client, &scanner, M2mTokenFormat::Opaque).await;
    let body = RevokeM2mTokenBody::default();
    server.client.send(RevokeM2mToken { m2m_token_id: revoked.id.clone(), body }).await.unwrap();
    assert_eq!(refusal(&any(&server.client), &revoked.token, now).await, Reason::TokenInvalid);
    clock.advance(i64::try_from(Duration::from_secs(300).as_millis()).unwrap());
    assert_eq!(refusal(&any(&server.client), &made.token, clock.now()).await, Reason::TokenInvalid);
}

#[tokio::test]
async fn a_jwt_of_a_machine_is_known_without_asking_by_its_own_instance_only() {
    let (server, clock) = start().await;
    let printer = machine(&server.client, "printer", &[]).await;
    let scanner = machine(&server.client, "scanner", &[&printer]).await;
    let made = token(&server.client, &scanner, M2mTokenFormat::Jwt).await;
    let now = clock.now();

    let Auth::M2m(auth) = any(&server.client).authenticate_at(&bearing(&made.token), now).await.unwrap() else {
        panic!("no machine")
    };
    assert_eq!((&auth.machine_id, auth.id.as_ref()), (&scanner.id, Some(&made.id)));
    assert_eq!((&auth.scopes, json!(auth.claims)), (&vec![printer.id.clone()], json!({ "permission": "read" })));
    assert_eq!(auth.expires_at_ms, Some(START + 300_000));

    let failed = Reason::TokenVerificationFailed;
    assert_eq!(refusal(&any(&server.client), &tampered(&made.token), now).await, failed);
    assert_eq!(refusal(&any(&server.client), &made.token, now + 305_000).await, failed);
    assert_eq!(refusal(&any(&server.add_instance().await.unwrap()), &made.token, now).await, failed);
    let sessions = server.client.authenticator().build().unwrap();
    assert_eq!(refusal(&sessions, &made.token, now).await, Reason::TokenTypeMismatch);
    for (audience, is_good) in [(&printer.id, true), (&scanner.id, false)] {
        let picky = server.client.authenticator().accepts([TokenKind::M2m]).audiences([audience]).build().unwrap();
        assert_eq!(picky.authenticate_at(&bearing(&made.token), now).await.is_ok(), is_good);
    }
}

#[tokio::test]
async fn an_api_key_is_good_until_it_is_over_or_its_owner_is_gone() {
    let (server, clock) = start().await;
    let (client, authenticator) = (&server.client, any(&server.client));
    let user = user(client).await;
    let key = async |name: &str| -> ApiKeyWithSecret {
        let body = serde_json::from_value(json!({
            "name": name,
            "subject": user.id,
            "claims": { "tier": "gold" },
            "scopes": ["posts:publish"],
            "seconds_until_expiration": 300,
        }));
        client.send(CreateApiKey { body: body.unwrap() }).await.unwrap()
    };
    let [made, revoked, deleted] = [key("Robot").await, key("Revoked").await, key("Deleted").await];
    let Auth::ApiKey(auth) = authenticator.authenticate(&bearing(&made.secret)).await.unwrap() else {
        panic!("no API key")
    };
    assert_eq!((&auth.id, &auth.name, &auth.claims), (&made.id, &made.name, &Some(json!({ "tier": "gold" }))));
    assert_eq!((&auth.scopes, auth.expires_at_ms), (&vec!["posts:publish".to_owned()], Some(START + 300_000)));

    let now = clock.now();
    assert_eq!(refusal(&authenticator, &tampered(&made.secret), now).await, Reason::TokenInvalid);
    assert_eq!(refusal(&any(&server.add_instance().await.unwrap()), &made.secret, now).await, Reason::TokenInvalid);
    let body = RevokeApiKeyBody::default();
    client.send(RevokeApiKey { api_key_id: revoked.id.clone(), body }).await.unwrap();
    client.send(DeleteApiKey { api_key_id: deleted.id.clone() }).await.unwrap();
    for ended in [&revoked, &deleted] {
        assert_eq!(refusal(&authenticator, &ended.secret, now).await, Reason::TokenInvalid, "{}", ended.name);
    }
    clock.advance(300_000);
    assert_eq!(refusal(&authenticator, &made.secret, clock.now()).await, Reason::TokenInvalid);
    let orphan = key("Orphan").await;
    assert!(authenticator.authenticate(&bearing(&orphan.secret)).await.is_ok());
    client.send(DeleteUser { user_id: user.id.clone() }).await.unwrap();
    assert_eq!(refusal(&authenticator, &orphan.secret, clock.now()).await, Reason::TokenInvalid);
}

#[tokio::test]
async fn an_oauth_access_token_is_known_in_both_forms_and_an_opaque_one_until_it_is_revoked() {
    let (server, clock) = start().await;
    let (client, authenticator) = (&server.client, any(&server.client));
    let user = user(client).await;
    let body = serde_json::from_value(json!({ "name": "Mail", "scopes": "profile email" })).unwrap();
    let application = client.send(CreateOauthApplication { body }).await.unwrap();
    let grants: Vec<_> = [false, true]
        .map(|jwt| json!({ "application": application.id, "user": user.id, "scopes": ["email"], "jwt": jwt }))
        .into();
    let seed = serde_json::from_value(json!({ "oauth_grants": grants })).unwrap();
    let granted = server.seed(seed).await.unwrap().oauth_grants;
    let now = clock.now();
    let stranger = any(&server.add_instance().await.unwrap());
    for (grant, foreign) in granted.iter().zip([Reason::TokenInvalid, Reason::TokenVerificationFailed]) {
        let token = &grant.access_token;
        let Auth::Oauth(auth) = authenticator.authenticate_at(&bearing(token), now).await.unwrap() else {
            panic!("no access token")
        };
        assert_eq!((&auth.user_id, auth.id.as_ref()), (&user.id, Some(&grant.access_token_id)));
        assert_eq!((&auth.client_id, &auth.scopes), (&application.client_id, &vec!["email".to_owned()]));
        assert_eq!(auth.expires_at_ms, Some(START + 24 * 3_600_000));
        assert_eq!(refusal(&authenticator, &tampered(token), now).await, foreign);
        assert_eq!(refusal(&stranger, token, now).await, foreign);
        let machines = client.authenticator().accepts([TokenKind::M2m]).build().unwrap();
        assert_eq!(refusal(&machines, token, now).await, Reason::TokenTypeMismatch);
    }
    let [opaque, jwt] = &granted[..] else { panic!("two grants") };
    for grant in [opaque, jwt] {
        let body = RevokeOauthApplicationTokenBody { token: grant.refresh_token.clone() };
        let request = RevokeOauthApplicationToken { oauth_application_id: application.id.clone(), body };
        client.send(request).await.unwrap();
    }
    assert_eq!(refusal(&authenticator, &opaque.access_token, now).await, Reason::TokenInvalid);
    // A JWT says itself what it is good for, and nobody is asked until its time is up.
    assert!(authenticator.authenticate_at(&bearing(&jwt.access_token), now).await.is_ok());
    let over = now + 24 * 3_600_000 + 6_000;
    assert_eq!(refusal(&authenticator, &jwt.access_token, over).await, Reason::TokenVerificationFailed);
}
