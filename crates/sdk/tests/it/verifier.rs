use std::sync::{Arc, Mutex, OnceLock};
use std::time::Duration;

use frontdesk_sdk::{Client, Jwks, RetryPolicy, TokenVerifier, TokenVersion, VerifyError};
use frontdesk_tokens::{
    ActiveOrganization, Category, NewTicket, SessionTokenClaims, SigningKey, TemplateTokenClaims, TicketKind,
    TokenError, issue_ticket,
};
use serde_json::{Map, json};

use crate::stub::{Reply, Stub};

const NOW_MS: i64 = 1_767_225_600_000;

/// Two key pairs, made once since that takes a while.
fn keys() -> &'static [SigningKey; 2] {
    static KEYS: OnceLock<[SigningKey; 2]> = OnceLock::new();
    KEYS.get_or_init(|| ["ins_1", "ins_2"].map(|kid| SigningKey::generate(kid).unwrap()))
}

fn claims() -> SessionTokenClaims {
    SessionTokenClaims {
        authorized_party: Some("https://app.example.com".to_owned()),
        organization: Some(ActiveOrganization {
            id: "org_1".to_owned(),
            slug: Some("acme".to_owned()),
            role_key: "org:admin".to_owned(),
            permissions: vec!["org:posts:publish".to_owned()],
        }),
        ..SessionTokenClaims::new("https://clerk.example.com", "user_1", "sess_1", NOW_MS, "0123")
    }
}

fn sign(claims: &SessionTokenClaims) -> String {
    claims.sign(&keys()[0]).unwrap()
}

fn offline() -> TokenVerifier {
    TokenVerifier::with_keys(&keys()[0].jwks())
}

async fn refusal(verifier: &TokenVerifier, token: &str) -> VerifyError {
    verifier.verify_at(token, NOW_MS).await.unwrap_err()
}

/// A server of the keys that stand in the returned place; without any it fails.
async fn serve(jwks: Option<Jwks>) -> (Stub, Client, Arc<Mutex<Option<Jwks>>>) {
    let served = Arc::new(Mutex::new(jwks));
    let place = Arc::clone(&served);
    let stub = Stub::start(move |asked| match &*served.lock().unwrap() {
        Some(jwks) if asked.target == "/v1/jwks" => Reply::json(&serde_json::to_value(jwks).unwrap()),
        _ => Reply::refusal(500, "internal_clerk_error", None),
    })
    .await;
    let client = stub.builder().retry(RetryPolicy::none()).build().unwrap();
    (stub, client, place)
}

/// Checks with a verifier of its own.
async fn check(client: &Client, token: &str) -> Result<(), VerifyError> {
    client.token_verifier().verify_at(token, NOW_MS).await.map(|_| ())
}

#[tokio::test]
async fn both_versions_are_read_into_one_type() {
    for version in [TokenVersion::V1, TokenVersion::V2] {
        let token = sign(&SessionTokenClaims { version, ..claims() });
        let read = offline().verify_at(&token, NOW_MS).await.unwrap();
        assert_eq!(read.version, version);
        assert_eq!((read.user_id.as_str(), read.session_id.as_deref()), ("user_1", Some("sess_1")));
        assert!(read.has_permission("org:posts:publish") && read.has_role("org:admin"), "{version:?}");
        assert_eq!(read.organization.unwrap().slug.as_deref(), Some("acme"));
    }
}

#[tokio::test]
async fn times_are_checked_with_the_clock_skew() {
    let token = sign(&claims());
    let at = |verifier: TokenVerifier, seconds: i64| {
        let token = token.clone();
        async move { verifier.verify_at(&token, NOW_MS + seconds * 1000).await.map(|_| ()) }
    };
    assert!(at(offline(), 64).await.is_ok());
    assert!(matches!(at(offline(), 65).await, Err(VerifyError::Token(TokenError::Expired))));
    assert!(at(offline().clock_skew(Duration::from_secs(90)), 149).await.is_ok());
    assert!(at(offline().clock_skew(Duration::ZERO), 60).await.is_err());
    assert!(matches!(at(offline(), -6).await, Err(VerifyError::Token(TokenError::NotYetValid))));
    // The machine's clock is far past the token.
    assert!(matches!(offline().verify(&token).await, Err(VerifyError::Token(TokenError::Expired))));
}

#[tokio::test]
async fn a_token_of_another_page_is_refused_once_the_pages_are_named() {
    let verifier = offline().authorized_parties(["https://app.example.com", "https://admin.example.com"]);
    assert!(verifier.verify_at(&sign(&claims()), NOW_MS).await.is_ok());
    for party in [Some("https://evil.example.com".to_owned()), Some(String::new()), None] {
        let token = sign(&SessionTokenClaims { authorized_party: party.clone(), ..claims() });
        let error = refusal(&verifier, &token).await;
        assert!(matches!(&error, VerifyError::AuthorizedParty(named) if *named == party), "{error:?}");
        assert!(offline().verify_at(&token, NOW_MS).await.is_ok());
    }
}

#[tokio::test]
async fn an_audience_counts_when_both_sides_name_one() {
    let verifier = offline().audiences(["api", "other"]);
    for (audience, is_accepted) in [
        (json!("api"), true),
        (json!(["web", "other"]), true),
        (json!([]), true),
        (json!(null), true),
        (json!("web"), false),
        (json!(["web"]), false),
        (json!(7), false),
    ] {
        let custom = Map::from_iter([("aud".to_owned(), audience.clone())]);
        let token = sign(&SessionTokenClaims { custom, ..claims() });
        let result = verifier.verify_at(&token, NOW_MS).await;
        assert_eq!(result.is_ok(), is_accepted, "{audience}: {result:?}");
        assert!(is_accepted || matches!(result, Err(VerifyError::Audience)));
        assert!(offline().verify_at(&token, NOW_MS).await.is_ok());
    }
    assert!(verifier.verify_at(&sign(&claims()), NOW_MS).await.is_ok());
}

#[tokio::test]
async fn real_tokens_of_other_kinds_are_no_session_tokens() {
    let key = &keys()[0];
    let template = TemplateTokenClaims {
        issuer: "https://clerk.example.com".to_owned(),
        user_id: "user_1".to_owned(),
        issued_at_ms: NOW_MS,
        lifetime_seconds: 60,
        allowed_clock_skew_seconds: 5,
        jti: "0123".to_owned(),
        authorized_party: None,
        custom: Map::new(),
    };
    let session = claims().to_claims().into_iter().map(|(name, value)| (name.to_owned(), value)).collect::<Map<_, _>>();
    let with = |category: Option<&str>, kind: Option<&str>, kid: Option<&str>| {
        let mut header = key.header(Category::Session);
        header.cat = category.map(str::to_owned);
        header.typ = kind.map(str::to_owned);
        header.kid = kid.map(str::to_owned);
        key.sign(&header, &session).unwrap()
    };
    let ticket = NewTicket {
        instance_id: "ins_1",
        resource_id: "sit_1",
        kind: TicketKind::SignInToken,
        issued_at_ms: NOW_MS,
        lifetime_seconds: 60,
    };
    let session_category = Some(Category::Session.as_str());
    for token in [
        template.sign(key).unwrap(),
        issue_ticket(key, &ticket).unwrap(),
        with(Some(Category::Machine.as_str()), Some("JWT"), Some("ins_1")),
        with(Some("cl_of_tomorrow"), Some("JWT"), Some("ins_1")),
        with(session_category, Some("at+jwt"), Some("ins_1")),
        with(session_category, Some("JWT"), None),
    ] {
        let error = refusal(&offline(), &token).await;
        assert!(matches!(error, VerifyError::NotASession), "{token}: {error:?}");
    }
    // Tokens from before there were categories say nothing.
    assert!(offline().verify_at(&with(None, None, Some("ins_1")), NOW_MS).await.is_ok());
}

#[tokio::test]
async fn what_was_not_signed_with_the_key_is_refused() {
    let token = sign(&claims());
    let (head, signature) = token.rsplit_once('.').unwrap();
    let foreign = claims().sign(&keys()[1]).unwrap();
    let stolen_name = {
        let mut header = keys()[1].header(Category::Session);
        header.kid = Some("ins_1".to_owned());
        keys()[1].sign(&header, &claims().to_claims()).unwrap()
    };
    assert!(matches!(refusal(&offline(), &foreign).await, VerifyError::Token(TokenError::UnknownKey(_))));
    for forged in [
        stolen_name,
        format!("{head}.{}", signature.chars().rev().collect::<String>()),
        format!("{head}."),
        head.to_owned(),
        String::new(),
        "a.b.c".to_owned(),
        "x".repeat(100_000),
        // {"alg":"none","kid":"ins_1"} and {"alg":"HS256","kid":"ins_1"}
        format!("eyJhbGciOiJub25lIiwia2lkIjoiaW5zXzEifQ.{}.", head.split_once('.').unwrap().1),
        format!("eyJhbGciOiJIUzI1NiIsImtpZCI6Imluc18xIn0.{}.{signature}", head.split_once('.').unwrap().1),
    ] {
        assert!(matches!(refusal(&offline(), &forged).await, VerifyError::Token(_)), "{forged}");
    }
}

#[tokio::test(start_paused = true)]
async fn many_checks_at_once_fetch_the_keys_once_and_again_after_five_minutes() {
    let (stub, client, _) = serve(Some(keys()[0].jwks())).await;
    let token = sign(&claims());
    for fetches in 1..=2 {
        let checks = (0..50).map(|_| check(&client, &token));
        let checks: Vec<_> = futures_util::future::join_all(checks).await;
        assert!(checks.iter().all(Result::is_ok));
        tokio::time::advance(Duration::from_secs(290)).await;
        client.clone().token_verifier().verify_at(&token, NOW_MS).await.unwrap();
        assert_eq!(stub.count(), fetches);
        tokio::time::advance(Duration::from_secs(20)).await;
    }
}

#[tokio::test(start_paused = true)]
async fn a_new_key_is_found_at_once_and_made_up_ones_cost_one_request() {
    let (stub, client, served) = serve(Some(keys()[0].jwks())).await;
    let verifier = client.token_verifier();
    let (old, new) = (sign(&claims()), claims().sign(&keys()[1]).unwrap());
    verifier.verify_at(&old, NOW_MS).await.unwrap();
    *served.lock().unwrap() = Some(keys()[1].jwks());
    verifier.verify_at(&new, NOW_MS).await.unwrap();
    assert_eq!(stub.count(), 2);
    for _ in 0..20 {
        assert!(matches!(refusal(&verifier, &old).await, VerifyError::Token(TokenError::UnknownKey(_))));
        verifier.verify_at(&new, NOW_MS).await.unwrap();
    }
    assert_eq!(stub.count(), 3);
    tokio::time::advance(Duration::from_secs(11)).await;
    refusal(&verifier, &old).await;
    assert_eq!(stub.count(), 4);
}

#[tokio::test(start_paused = true)]
async fn known_keys_outlive_an_outage_of_an_hour_and_no_more() {
    let (stub, client, served) = serve(Some(keys()[0].jwks())).await;
    let verifier = client.token_verifier();
    let token = sign(&claims());
    verifier.verify_at(&token, NOW_MS).await.unwrap();
    *served.lock().unwrap() = None;
    tokio::time::advance(Duration::from_secs(30 * 60)).await;
    for _ in 0..20 {
        verifier.verify_at(&token, NOW_MS).await.unwrap();
    }
    assert_eq!(stub.count(), 2);
    tokio::time::advance(Duration::from_secs(31 * 60)).await;
    let error = refusal(&verifier, &token).await;
    assert!(matches!(&error, VerifyError::Keys(error) if error.status() == Some(500)), "{error:?}");
    *served.lock().unwrap() = Some(keys()[0].jwks());
    verifier.verify_at(&token, NOW_MS).await.unwrap();
}

#[tokio::test(start_paused = true)]
async fn those_who_wait_for_a_fetch_share_its_failure() {
    let (stub, client, _) = serve(None).await;
    let token = sign(&claims());
    let checks: Vec<_> = futures_util::future::join_all((0..20).map(|_| check(&client, &token))).await;
    assert!(checks.iter().all(|check| matches!(check, Err(VerifyError::Keys(_)))));
    assert_eq!(stub.count(), 1);
}

#[tokio::test]
async fn keys_of_other_kinds_and_none_at_all_do_not_spoil_the_rest() {
    let rsa = serde_json::to_value(&keys()[0].jwks().keys[0]).unwrap();
    let others =
        json!({"keys": [{"kty": "EC", "kid": "a", "crv": "P-256", "x": "", "y": ""}, 7, null, {"kty": "RSA"}, rsa]});
    let stub = Stub::script([Reply::json(&others)]).await;
    stub.client().token_verifier().verify_at(&sign(&claims()), NOW_MS).await.unwrap();
    for none in [json!({"keys": []}), json!({"keys": null}), json!({})] {
        let stub = Stub::script([Reply::json(&none)]).await;
        let error = refusal(&stub.client().token_verifier(), &sign(&claims())).await;
        assert!(matches!(error, VerifyError::Token(TokenError::UnknownKey(_))), "{none}: {error:?}");
    }
}

#[tokio::test]
async fn nonsense_makes_no_request() {
    let (stub, client, _) = serve(None).await;
    for token in ["", "a.b.c", "not a token"] {
        assert!(matches!(client.verify_token(token).await, Err(VerifyError::Token(_))), "{token}");
    }
    assert_eq!(stub.count(), 0);
}
