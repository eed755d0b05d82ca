//! Access tokens of OAuth applications, as JWTs.

use frontdesk_tokens::{AccessTokenClaims, Category, Header, SigningKey};
use serde_json::{Map, Value, json};

use crate::{INSTANCE, ISSUER, KEY, NOW, NOW_MS, independently_verified, part};

fn claims() -> AccessTokenClaims {
    AccessTokenClaims {
        issuer: ISSUER.to_owned(),
        user_id: "user_1".to_owned(),
        client_id: "client_1".to_owned(),
        jti: "oat_b621629ead61c245e06bb0bc4f577df3".to_owned(),
        scopes: vec!["profile".to_owned(), "user:org:read".to_owned()],
        issued_at_seconds: NOW,
        expires_at_seconds: NOW + 60,
    }
}

#[test]
fn an_access_token_says_what_it_is_and_for_whom() {
    let token = claims().sign(&KEY).unwrap();
    assert_eq!(part(&token, 0), format!(r#"{{"alg":"RS256","kid":"{INSTANCE}","typ":"at+jwt"}}"#));
    insta::assert_snapshot!(part(&token, 1), @r#"{"client_id":"client_1","exp":1768713737,"iat":1768713677,"iss":"https://deft-dune-7.clerk.accounts.dev","jti":"oat_b621629ead61c245e06bb0bc4f577df3","scope":"profile user:org:read","sub":"user_1"}"#);
    assert_eq!(independently_verified(&token), serde_json::to_value(claims().to_claims()).unwrap());
    assert_eq!(AccessTokenClaims::read(&KEY, &token, NOW_MS), Some(claims()));
}

#[test]
fn it_is_read_when_its_time_is_up_and_says_so() {
    let token = claims().sign(&KEY).unwrap();
    for (second, expired) in [(59, false), (60, true), (100_000, true)] {
        let read = AccessTokenClaims::read(&KEY, &token, NOW_MS + second * 1000).unwrap();
        assert_eq!(read.is_expired(NOW_MS + second * 1000), expired, "{second}");
    }
    assert_eq!(AccessTokenClaims::read(&KEY, &token, NOW_MS - 6000), None, "it is from the future");
}

#[test]
fn no_other_token_of_the_same_key_is_one() {
    let claims = claims();
    let everything = claims.to_claims().into_iter().map(|(name, value)| (name.to_owned(), value));
    let everything: Map<_, _> = everything.collect();
    let sign = |header: &Header, claims: Value| KEY.sign(header, &claims).unwrap();
    let of_type = |typ: Option<&str>| Header { typ: typ.map(str::to_owned), ..KEY.header(Category::Session) };
    for typ in [None, Some("JWT"), Some("at"), Some("at+jwt ")] {
        assert_eq!(AccessTokenClaims::read(&KEY, &sign(&of_type(typ), json!(everything)), NOW_MS), None, "{typ:?}");
    }
    let written_out = sign(&of_type(Some("application/AT+JWT")), json!(everything));
    assert_eq!(AccessTokenClaims::read(&KEY, &written_out, NOW_MS), Some(claims.clone()));
    for name in everything.keys() {
        let mut lacking = everything.clone();
        lacking.remove(name);
        assert_eq!(
            AccessTokenClaims::read(&KEY, &sign(&of_type(Some("at+jwt")), json!(lacking)), NOW_MS),
            None,
            "{name}"
        );
        lacking.insert(name.clone(), json!([]));
        assert_eq!(
            AccessTokenClaims::read(&KEY, &sign(&of_type(Some("at+jwt")), json!(lacking)), NOW_MS),
            None,
            "{name}"
        );
    }
    let stranger = SigningKey::generate(INSTANCE).unwrap();
    let token = claims.sign(&KEY).unwrap();
    assert_eq!(AccessTokenClaims::read(&stranger, &token, NOW_MS), None);
    for text in ["", "oat_1", "a.b.c", &token[1..], &token[..token.len() - 2]] {
        assert_eq!(AccessTokenClaims::read(&KEY, text, NOW_MS), None, "{text}");
    }
}
