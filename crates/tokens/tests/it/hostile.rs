//! What others may send: forged, broken and arbitrary tokens, keys and claims.

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use frontdesk_tokens::{
    Category, Header, MAX_TOKEN_BYTES, PublishableKey, SigningKey, TicketKind, TokenError, UnverifiedToken, Validation,
    parse_claims, read_ticket,
};
use proptest::prelude::*;
use serde_json::{Value, json};

use crate::{INSTANCE, KEY, NOW, NOW_MS};

fn token() -> String {
    KEY.sign(&KEY.header(Category::Session), &json!({"sub": "user_1", "exp": NOW + 60})).unwrap()
}

fn verify(token: &str) -> TokenError {
    KEY.verify(token, &Validation::at(NOW_MS)).unwrap_err()
}

/// The token with another header and its old claims and signature.
fn with_header(header: &Value) -> String {
    let token = token();
    let (_, rest) = token.split_once('.').unwrap();
    format!("{}.{rest}", URL_SAFE_NO_PAD.encode(header.to_string()))
}

#[test]
fn another_algorithm_or_key_in_the_header_is_refused() {
    for algorithm in ["none", "HS256", "RS512", "rs256", ""] {
        let forged = with_header(&json!({"alg": algorithm, "kid": INSTANCE}));
        assert_eq!(verify(&forged), TokenError::UnsupportedAlgorithm(algorithm.to_owned()));
    }
    let forged = with_header(&json!({"alg": "RS256", "kid": "ins_other"}));
    assert_eq!(verify(&forged), TokenError::UnknownKey("ins_other".to_owned()));
    for header in [json!({}), json!([]), json!("RS256"), json!({"alg": 1}), json!({"alg": "RS256", "kid": 1})] {
        assert_eq!(verify(&with_header(&header)), TokenError::InvalidHeader, "{header}");
    }
}

#[test]
fn what_is_taken_apart_before_it_is_checked_is_refused_for_the_same_reasons() {
    let check = |token: &str| KEY.verifying_key().check(UnverifiedToken::read(token).unwrap());
    assert_eq!(check(&token()).unwrap().subject(), Some("user_1"));
    for algorithm in ["none", "HS256", "RS512", "rs256", ""] {
        let forged = with_header(&json!({"alg": algorithm, "kid": INSTANCE}));
        assert_eq!(check(&forged), Err(TokenError::UnsupportedAlgorithm(algorithm.to_owned())));
    }
    assert_eq!(check(&with_header(&json!({}))), Err(TokenError::UnsupportedAlgorithm(String::new())));
    let forged = with_header(&json!({"alg": "RS256", "kid": "ins_other"}));
    assert_eq!(check(&forged), Err(TokenError::UnknownKey("ins_other".to_owned())));
    assert_eq!(check(&with_header(&json!({"alg": "RS256"}))), Err(TokenError::InvalidSignature));
    for broken in ["", "..", "a.b.c", &format!("{}.x", token()), &format!("{}=", token()), &with_header(&json!([]))] {
        assert!(UnverifiedToken::read(broken).is_err(), "{broken}");
    }
    let deep = format!("e30.{}.", URL_SAFE_NO_PAD.encode("[".repeat(10_000)));
    assert_eq!(UnverifiedToken::read(&deep).unwrap_err(), TokenError::InvalidClaims);
    assert_eq!(UnverifiedToken::read(&"a".repeat(MAX_TOKEN_BYTES + 1)).unwrap_err(), TokenError::TooLong);
}

#[test]
fn a_signature_of_another_key_or_for_another_header_is_refused() {
    let other = SigningKey::generate(INSTANCE).unwrap();
    let forged = other.sign(&other.header(Category::Session), &json!({"exp": NOW + 60})).unwrap();
    assert_eq!(verify(&forged), TokenError::InvalidSignature);
    assert_eq!(verify(&with_header(&json!({"alg": "RS256"}))), TokenError::InvalidSignature);
    let (unsigned, _) = forged.rsplit_once('.').unwrap();
    assert_eq!(verify(&format!("{unsigned}.")), TokenError::InvalidSignature);
}

#[test]
fn a_token_with_too_few_or_too_many_parts_or_padding_is_malformed() {
    let token = token();
    for broken in ["", ".", "..", "a.b", &format!("{token}."), &format!("{token}.x"), &format!("{token}=")] {
        assert!(matches!(verify(broken), TokenError::Malformed | TokenError::InvalidHeader), "{broken}");
    }
    assert_eq!(verify(&"a".repeat(MAX_TOKEN_BYTES + 1)), TokenError::TooLong);
}

#[test]
fn signed_claims_that_are_not_an_object_are_refused() {
    let header = Header { kid: None, ..KEY.header(Category::Session) };
    assert_eq!(verify(&KEY.sign(&header, &json!([1])).unwrap()), TokenError::InvalidClaims);
    assert_eq!(verify(&KEY.sign(&header, &json!({})).unwrap()), TokenError::InvalidTime("exp"));
}

fn arbitrary_json() -> impl Strategy<Value = Value> {
    let leaf = prop_oneof![
        Just(Value::Null),
        any::<bool>().prop_map(Value::from),
        any::<i64>().prop_map(Value::from),
        any::<f64>().prop_map(Value::from),
        "[a-z:,0-9 ]{0,12}".prop_map(Value::from),
        "\\PC{0,8}".prop_map(Value::from),
    ];
    leaf.prop_recursive(3, 24, 6, |inner| {
        prop_oneof![
            prop::collection::vec(inner.clone(), 0..4).prop_map(Value::from),
            prop::collection::btree_map("id|rol|slg|per|fpm|[a-z]{1,3}", inner, 0..5).prop_map(|map| json!(map)),
        ]
    })
}

proptest! {
    #[test]
    fn arbitrary_text_is_never_a_token_ticket_or_key(
        text in "\\PC{0,60}|[A-Za-z0-9_-]{0,40}(\\.[A-Za-z0-9_-]{0,40}){0,3}|pk_(test|live)_[A-Za-z0-9+/=]{0,30}"
    ) {
        prop_assert!(KEY.verify(&text, &Validation::at(NOW_MS)).is_err());
        prop_assert!(read_ticket(&KEY, &text, INSTANCE, &[TicketKind::Invitation], NOW_MS).is_err());
        prop_assert!(SigningKey::from_pkcs8_pem(INSTANCE, &text).is_err());
        if let Ok(key) = text.parse::<PublishableKey>() {
            prop_assert_eq!(key.to_string(), text.trim_end_matches('='));
        }
    }

    #[test]
    fn a_token_with_one_changed_character_is_refused(at in any::<prop::sample::Index>(), character in "[A-Za-z0-9_.-]") {
        let token = token();
        let at = at.index(token.len());
        let changed = format!("{}{character}{}", &token[..at], &token[at + 1..]);
        prop_assert_eq!(KEY.verify(&changed, &Validation::at(NOW_MS)).is_ok(), changed == token);
        let checked = UnverifiedToken::read(&changed).and_then(|read| KEY.verifying_key().check(read));
        prop_assert_eq!(checked.is_ok(), changed == token);
    }

    #[test]
    fn arbitrary_claims_are_read_or_refused_and_give_no_organization_without_an_id(
        o in arbitrary_json(), fea in arbitrary_json(), exp in arbitrary_json(), version in prop::option::of(0..4),
    ) {
        let claims = json!({"sub": "user_1", "o": o, "fea": fea, "pla": fea, "fva": o, "sts": exp, "exp": exp,
            "org_permissions": o, "org_id": o, "v": version});
        let known = version.is_none_or(|version| version == 1 || version == 2);
        let read = parse_claims(claims.clone().try_into().unwrap());
        prop_assert_eq!(read.is_ok(), known);
        if let Some(organization) = read.ok().and_then(|claims| claims.organization) {
            let id = if version == Some(2) { &claims["o"]["id"] } else { &claims["org_id"] };
            prop_assert_eq!(Some(organization.id.as_str()), id.as_str());
        }
    }

    #[test]
    fn arbitrary_time_claims_are_checked_without_harm(exp in arbitrary_json(), nbf in arbitrary_json(), now_ms: i64) {
        let claims = json!({"exp": exp, "nbf": nbf});
        let checked = Validation::at(now_ms).check(claims.as_object().unwrap());
        prop_assert!(exp.is_number() || checked.is_err());
    }
}
