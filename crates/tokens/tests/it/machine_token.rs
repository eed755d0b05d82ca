//! Tokens of machines, as JWTs.

use frontdesk_tokens::{ClaimsError, MachineTokenClaims, UnverifiedToken, parse_machine_claims};
use serde_json::json;

use crate::{INSTANCE, ISSUER, KEY, NOW, NOW_MS, independently_verified, part};

fn claims() -> MachineTokenClaims {
    MachineTokenClaims {
        issuer: ISSUER.to_owned(),
        machine_id: "mch_1".to_owned(),
        jti: "mt_b621629ead61c245e06bb0bc4f577df3".to_owned(),
        scopes: vec!["mch_2".to_owned(), "mch_3".to_owned()],
        issued_at_ms: NOW_MS,
        lifetime_seconds: 300,
        custom: json!({ "permission": "read" }).as_object().unwrap().clone(),
    }
}

#[test]
fn a_token_names_its_machine_and_those_it_is_good_for() {
    let token = claims().sign(&KEY).unwrap();
    assert_eq!(part(&token, 0), format!(r#"{{"alg":"RS256","cat":"cl_B7d4PD333AAA","kid":"{INSTANCE}","typ":"JWT"}}"#));
    insta::assert_snapshot!(part(&token, 1), @r#"{"aud":["mch_2","mch_3"],"exp":1768713977,"iat":1768713677,"iss":"https://deft-dune-7.clerk.accounts.dev","jti":"mt_b621629ead61c245e06bb0bc4f577df3","nbf":1768713677,"permission":"read","scopes":"mch_2 mch_3","sub":"mch_1"}"#);
    assert_eq!(independently_verified(&token), serde_json::to_value(claims().to_claims()).unwrap());
}

#[test]
fn what_only_the_server_sets_is_told_and_left_out() {
    let mut forged = claims();
    for name in ["aud", "exp", "iat", "iss", "jti", "nbf", "sub", "scopes"] {
        let custom = json!({ "a": 1, name: "forged" }).as_object().unwrap().clone();
        assert_eq!(MachineTokenClaims::reserved_claim(&custom, true), Some(name));
        // An opaque token has its claims for itself.
        assert_eq!(MachineTokenClaims::reserved_claim(&custom, false).is_some(), name != "scopes");
        forged.custom.extend(custom);
    }
    assert!(!part(&forged.sign(&KEY).unwrap(), 1).contains("forged"));
    assert_eq!(MachineTokenClaims::reserved_claim(&claims().custom, true), None);
}

#[test]
fn a_token_is_read_as_it_was_written() {
    let token = claims().sign(&KEY).unwrap();
    let read =
        parse_machine_claims(KEY.verifying_key().check(UnverifiedToken::read(&token).unwrap()).unwrap()).unwrap();
    assert_eq!((read.machine_id, read.id), (claims().machine_id, Some(claims().jti)));
    assert_eq!((read.issuer.as_deref(), read.scopes), (Some(ISSUER), claims().scopes));
    assert_eq!((read.expires_at_seconds, read.issued_at_seconds), (Some(NOW + 300), Some(NOW)));
    // What the server set is not the machine's.
    assert_eq!(read.custom, claims().custom);
}

#[test]
fn scopes_come_from_the_audience_where_nothing_else_says_them() {
    let read = |rest: serde_json::Value| {
        let mut claims = json!({ "sub": "mch_1" }).as_object().unwrap().clone();
        claims.extend(rest.as_object().unwrap().clone());
        parse_machine_claims(claims.into()).unwrap().scopes.join(" ")
    };
    assert_eq!(read(json!({ "aud": ["mch_2", 7, "mch_3"] })), "mch_2 mch_3");
    assert_eq!(read(json!({ "aud": "mch_2" })), "mch_2");
    assert_eq!(read(json!({ "aud": ["mch_2"], "scopes": "mch_3  mch_4" })), "mch_3 mch_4");
    assert_eq!(read(json!({ "aud": ["mch_2"], "scopes": "" })), "");
    assert_eq!(read(json!({ "scopes": 7 })), "");
}

#[test]
fn only_machines_are_read_as_machines() {
    for (claims, error) in [
        (json!({}), ClaimsError::MissingSubject),
        (json!({ "sub": 1 }), ClaimsError::MissingSubject),
        (json!({ "sub": "user_1" }), ClaimsError::NoMachine),
    ] {
        assert_eq!(parse_machine_claims(claims.try_into().unwrap()), Err(error));
    }
}
