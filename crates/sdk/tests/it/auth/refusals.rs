//! What an authenticator is told, and what it tells.

use std::time::Duration;

use frontdesk_sdk::auth::{Auth, AuthError, Carrier, NotRefreshed, Reason, TokenKind};
use frontdesk_sdk::{ApiVersion, BuildError, Client, RetryPolicy};
use futures_util::FutureExt as _;
use http::{HeaderMap, HeaderValue, Request};
use serde_json::json;

use super::api;
use super::tokens::{NOW_MS, like, make, own_key};
use crate::stub::{KEY, Reply, Stub};

const MACHINE_KEY: &str = "ak_0123456789abcdefghijklmnopqrstuvwxyz";

fn bearing(token: &str) -> HeaderMap {
    HeaderMap::from_iter([(http::header::AUTHORIZATION, HeaderValue::try_from(format!("Bearer {token}")).unwrap())])
}

/// What becomes of a token where every kind is accepted.
async fn judged(stub: &Stub, token: &str) -> Result<Auth, AuthError> {
    let client = stub.builder().retry(RetryPolicy::none()).build().unwrap();
    client.authenticator().accepts_any().build().unwrap().authenticate_at(&bearing(token), NOW_MS).await
}

#[tokio::test]
async fn every_kind_says_what_its_token_says() {
    let stub = api::start().await;
    let Auth::Session(session) = judged(&stub, &like("session")).await.unwrap() else { panic!("no session") };
    assert_eq!((session.user_id.as_str(), session.session_id.as_deref()), ("user_1", Some("sess_1")));

    let auth = judged(&stub, "ak_active").await.unwrap();
    assert_eq!((auth.kind(), auth.user_id(), auth.organization_id()), (TokenKind::ApiKey, None, Some("org_1")));
    assert!(auth.has_scope("posts:publish") && auth.require_scope("posts:delete").is_err());
    let Auth::ApiKey(key) = auth else { panic!("no API key") };
    assert_eq!(
        (key.id.as_str(), key.name.as_str(), &key.claims),
        ("ak_0123", "Robot", &Some(json!({ "tier": "gold" })))
    );
    assert_eq!(key.expires_at_ms, Some(1_798_761_600_000));

    for (token, id, expires_at_ms) in
        [("mt_active", "mt_0123", None), (&like("m2m"), "mt_0123", Some(NOW_MS + 290_000))]
    {
        let auth = judged(&stub, token).await.unwrap();
        assert_eq!((auth.machine_id(), auth.user_id()), (Some("mch_1"), None));
        assert_eq!(auth.scopes(), ["mch_2", "mch_3"]);
        let Auth::M2m(machine) = auth else { panic!("no machine") };
        // Opaque or not, a machine's own claims are those that it asked for.
        assert_eq!(json!(machine.claims), json!({ "permission": "read" }));
        assert_eq!((machine.id.as_deref(), machine.expires_at_ms), (Some(id), expires_at_ms));
    }

    for token in
        ["oat_audience_active", &make(&json!({ "like": "oauth", "claims": { "aud": "https://api.example.com" } }))]
    {
        let auth = judged(&stub, token).await.unwrap();
        assert_eq!(
            (auth.user_id(), auth.scopes()),
            (Some("user_1"), ["profile".to_owned(), "email".to_owned()].as_slice())
        );
        let Auth::Oauth(oauth) = auth else { panic!("no access token") };
        assert_eq!((oauth.id.as_deref(), oauth.client_id.as_str()), (Some("oat_0123"), "client_1"));
        assert_eq!(oauth.audiences, ["https://api.example.com"]);
    }
}

#[tokio::test]
async fn a_token_is_asked_about_with_the_key_it_belongs_to() {
    let stub = api::start().await;
    let authenticator = stub.client().authenticator().accepts_any().machine_secret_key(MACHINE_KEY).build().unwrap();
    for (token, key) in [("mt_active", MACHINE_KEY), ("ak_active", KEY), ("oat_active", KEY)] {
        authenticator.authenticate(&bearing(token)).await.unwrap();
        let asked = stub.asked().pop().unwrap();
        assert_eq!(asked.header("authorization"), Some(format!("Bearer {key}").as_str()), "{token}");
        assert!(!asked.target.contains(token), "a token must not stand in a log of addresses");
    }
    // A server of machines needs no secret key of the instance.
    let anonymous = Client::builder().base_url(stub.url()).build().unwrap();
    let builder = anonymous.authenticator().accepts([TokenKind::M2m]).machine_secret_key(MACHINE_KEY);
    assert!(builder.build().unwrap().authenticate(&bearing("mt_active")).await.is_ok());
}

#[tokio::test]
async fn an_older_version_of_the_api_does_not_hide_the_operations() {
    let stub = api::start().await;
    let client = stub.builder().api_version(ApiVersion::V2025_03_12).build().unwrap();
    let authenticator = client.authenticator().accepts_any().build().unwrap();
    assert!(authenticator.authenticate(&bearing("ak_active")).await.is_ok());
    assert_eq!(stub.asked()[0].header("clerk-api-version"), Some(ApiVersion::NEWEST.as_str()));
}

#[tokio::test]
async fn what_the_api_says_of_a_token_that_is_over_is_believed_in_every_form() {
    let stub = api::start().await;
    for token in ["ak_undead", "mt_undead", "oat_undead", "ak_stale", "mt_stale", "oat_stale", "oat_inactive"] {
        let error = judged(&stub, token).await.unwrap_err();
        assert!(error.is_refusal() && error.reason() == Reason::TokenInvalid, "{token}: {error:?}");
    }
    let long = format!("ak_{}active", "a".repeat(70_000));
    let asked = stub.count();
    assert_eq!(judged(&stub, &long).await.unwrap_err().reason(), Reason::TokenInvalid);
    assert_eq!(stub.count(), asked);
}

#[tokio::test]
async fn what_could_not_be_checked_is_no_refusal() {
    let (stub, failure) = api::start_with_switch().await;
    let session = like("session");
    let jwts = [like("m2m"), like("oauth")];
    let unreadable = Reply::Full(502, Vec::new(), b"<html>".to_vec());
    let unexpected = Reply::Full(502, Vec::new(), b"{}".to_vec());
    let nonsense = Reply::Full(200, Vec::new(), b"{\"keys\":7}".to_vec());
    for (reply, of_session, of_opaque) in [
        (Reply::refusal(401, "clerk_key_invalid", None), Reason::SecretKeyInvalid, Reason::SecretKeyInvalid),
        (Reply::refusal(500, "internal_clerk_error", None), Reason::JwkRemoteFailedToLoad, Reason::UnexpectedError),
        (Reply::refusal(429, "too_many_requests", None), Reason::JwkRemoteFailedToLoad, Reason::UnexpectedError),
        (unexpected, Reason::JwkRemoteFailedToLoad, Reason::UnexpectedError),
        (unreadable, Reason::UnexpectedError, Reason::UnexpectedError),
        (nonsense, Reason::UnexpectedError, Reason::UnexpectedError),
        (Reply::Broken, Reason::UnexpectedError, Reason::UnexpectedError),
    ] {
        *failure.lock().unwrap() = Some(reply.clone());
        let mut expected = vec![(session.as_str(), of_session)];
        expected.extend(jwts.iter().map(|token| (token.as_str(), Reason::TokenVerificationFailed)));
        expected.extend(["ak_active", "mt_active", "oat_active"].map(|token| (token, of_opaque)));
        for (token, reason) in expected {
            let error = judged(&stub, token).await.unwrap_err();
            assert!(!error.is_refusal() && error.reason() == reason, "{reply:?}, {token}: {error:?}");
        }
    }
    // Without a key there is nobody to ask, which is no fault of the token either.
    let anonymous = Client::builder().base_url(stub.url()).build().unwrap();
    let authenticator = anonymous.authenticator().accepts_any().build().unwrap();
    for token in [session.as_str(), "ak_active"] {
        assert!(!authenticator.authenticate_at(&bearing(token), NOW_MS).await.unwrap_err().is_refusal(), "{token}");
    }
}

#[tokio::test]
async fn keys_that_are_kept_cost_no_wait() {
    let stub = api::start().await;
    let authenticator = stub.client().authenticator().accepts_any().build().unwrap();
    let (session, machine) = (bearing(&like("session")), bearing(&like("m2m")));
    authenticator.authenticate_at(&session, NOW_MS).await.unwrap();
    for _ in 0..20 {
        for headers in [&session, &machine] {
            assert!(authenticator.authenticate_at(headers, NOW_MS).now_or_never().unwrap().is_ok());
        }
    }
    assert_eq!(stub.count(), 1);
}

#[tokio::test]
async fn a_public_key_in_pem_checks_tokens_without_any_request() {
    let stub = api::start().await;
    let pem = |text: &str| stub.client().authenticator().accepts_any().public_key(text).build();
    let authenticator = pem(&own_key().public_pem().unwrap()).unwrap();
    for kind in ["session", "m2m", "oauth"] {
        let headers = bearing(&like(kind));
        assert!(authenticator.authenticate_at(&headers, NOW_MS).now_or_never().unwrap().is_ok(), "{kind}");
        let foreign = bearing(&make(&json!({ "like": kind, "key": "other" })));
        assert!(authenticator.authenticate_at(&foreign, NOW_MS).now_or_never().unwrap().is_err(), "{kind}");
    }
    assert_eq!(stub.count(), 0);
    let private = own_key().to_pkcs8_pem().unwrap();
    for nonsense in ["", "MIIB", "-----BEGIN PUBLIC KEY-----\nMIIB\n-----END PUBLIC KEY-----\n", private.as_str()] {
        assert_eq!(pem(nonsense).err(), Some(BuildError::PublicKey), "{nonsense}");
    }
}

#[tokio::test]
async fn options_are_followed() {
    let stub = api::start().await;
    let builder = || stub.client().authenticator().jwks(&own_key().jwks());
    let at = |seconds: i64| NOW_MS + seconds * 1000;
    let session = bearing(&like("session"));
    // It ends after 50 seconds.
    let lenient = builder().clock_skew(Duration::from_secs(90)).build().unwrap();
    assert!(lenient.authenticate_at(&session, at(139)).await.is_ok());
    let strict = builder().clock_skew(Duration::ZERO).build().unwrap();
    let error = strict.authenticate_at(&session, at(50)).await.unwrap_err();
    assert_eq!(error.reason(), Reason::SessionTokenExpired(NotRefreshed::NoCookie));
    assert!(strict.authenticate_at(&session, at(49)).await.is_ok());
    assert!(strict.authenticate(&session).await.is_err(), "the clock of the machine is long past it");

    let pending = bearing(&make(&json!({ "like": "session", "claims": { "sts": "pending" } })));
    let tolerant = builder().accept_pending_sessions(true).build().unwrap();
    assert!(tolerant.authenticate_at(&pending, NOW_MS).await.is_ok());

    // Without a publishable key only cookies without a suffix are looked at, and the secret key tells the kind of instance.
    let cookies = |text: String| Request::builder().header("cookie", text).body(()).unwrap();
    let token = like("session");
    let authenticator = builder().build().unwrap();
    let found = cookies(format!("__session={token}; __client_uat=1; __clerk_db_jwt=dvb_1"));
    assert!(authenticator.authenticate_at(&found, NOW_MS).await.is_ok());
    let error = authenticator.authenticate_at(&cookies("__client_uat=1".to_owned()), NOW_MS).await.unwrap_err();
    assert_eq!(error.reason(), Reason::DevBrowserMissing);

    for malformed in ["", "pk_test_", "sk_test_1", "pk_live_x"] {
        let error = builder().publishable_key(malformed).build().err();
        assert_eq!(error, Some(BuildError::PublishableKey), "{malformed}");
    }
    assert_eq!(builder().machine_secret_key("ak x").build().err(), Some(BuildError::SecretKey));
    let none = builder().accepts([]).build().unwrap();
    assert_eq!(none.authenticate_at(&session, NOW_MS).await.unwrap_err().reason(), Reason::TokenTypeMismatch);
}

#[tokio::test]
async fn a_refusal_tells_what_was_looked_at() {
    let stub = api::start().await;
    let refusal = |kinds: Vec<TokenKind>, headers: HeaderMap| {
        let authenticator = stub.client().authenticator().accepts(kinds).build().unwrap();
        async move {
            match authenticator.authenticate_at(&headers, NOW_MS).await {
                Err(AuthError::Refused(refusal)) => (refusal.kind, refusal.carrier),
                other => panic!("no refusal: {other:?}"),
            }
        }
    };
    let (header, machine) = (Some(Carrier::Header), TokenKind::M2m);
    assert_eq!(refusal(vec![machine], bearing("ak_active")).await, (Some(machine), header));
    assert_eq!(refusal(vec![machine, TokenKind::Oauth], bearing("ak_active")).await, (None, header));
    assert_eq!(refusal(vec![machine], HeaderMap::new()).await, (Some(machine), None));
    assert_eq!(refusal(vec![TokenKind::Session], HeaderMap::new()).await, (Some(TokenKind::Session), None));
    let cookie = HeaderMap::from_iter([(
        http::header::COOKIE,
        HeaderValue::from_static("__session=nonsense; __client_uat=1; __clerk_db_jwt=dvb_1"),
    )]);
    assert_eq!(refusal(vec![TokenKind::Session], cookie).await, (Some(TokenKind::Session), Some(Carrier::Cookie)));
}

#[test]
fn nothing_secret_is_shown() {
    let client = Client::builder().secret_key(KEY).build().unwrap();
    let authenticator = client.authenticator().machine_secret_key(MACHINE_KEY).build().unwrap();
    let shown = format!("{authenticator:?} {:?}", client.authenticator().machine_secret_key(MACHINE_KEY));
    assert!(!shown.contains(&KEY[12..]) && !shown.contains(&MACHINE_KEY[12..]), "{shown}");
}
