//! Keys: their files, the JWKS document, and which signatures they accept.

use frontdesk_tokens::{
    Category, Jwk, Jwks, KeyError, SigningKey, TokenError, UnverifiedToken, Validation, VerifyingKey,
};
use serde_json::json;

use crate::{INSTANCE, KEY, NOW, NOW_MS, RSA_2048, independently_verified, part};

fn token() -> String {
    KEY.sign(&KEY.header(Category::Session), &json!({"sub": "user_1", "exp": NOW + 60})).unwrap()
}

#[test]
fn the_jwks_document_has_exactly_the_members_that_sdks_expect() {
    let text = serde_json::to_string(&KEY.jwks()).unwrap();
    let modulus = &KEY.jwks().keys[0].n;
    assert_eq!(
        text,
        format!(
            r#"{{"keys":[{{"use":"sig","kty":"RSA","kid":"{INSTANCE}","alg":"RS256","n":"{modulus}","e":"AQAB"}}]}}"#
        )
    );
    assert_eq!(modulus.len(), 342);
    assert_eq!(serde_json::from_str::<Jwks>(&text).unwrap(), KEY.jwks());
}

#[test]
fn a_key_survives_being_written_and_read() {
    let generated = SigningKey::generate("ins_1").unwrap();
    let read = SigningKey::from_pkcs8_pem("ins_1", &generated.to_pkcs8_pem().unwrap()).unwrap();
    assert_eq!(read.jwks(), generated.jwks());
    let token = generated.sign(&generated.header(Category::Session), &json!({"exp": NOW})).unwrap();
    assert!(read.verify_signature(&token).is_ok());
    assert_eq!(KEY.to_pkcs8_pem().unwrap(), RSA_2048);
}

#[test]
fn only_rsa_keys_of_2048_bits_and_the_usual_exponent_are_accepted() {
    let read = |text| SigningKey::from_pkcs8_pem("ins_1", text).map(|_| ()).unwrap_err();
    assert_eq!(read(include_str!("pem/rsa_3072.pem")), KeyError::Unsupported);
    assert_eq!(read(include_str!("pem/rsa_2048_exponent_3.pem")), KeyError::Unsupported);
    for text in [
        include_str!("pem/p256.pem"),
        include_str!("pem/rsa_2048_pkcs1.pem"),
        include_str!("pem/rsa_2048_public.pem"),
        &RSA_2048[..RSA_2048.len() / 2],
        "-----BEGIN PRIVATE KEY-----\nAAAA\n-----END PRIVATE KEY-----\n",
        "",
    ] {
        assert_eq!(read(text), KeyError::InvalidPem, "{text}");
    }
}

#[test]
fn an_independent_implementation_accepts_our_signature_through_the_jwks() {
    assert_eq!(independently_verified(&token()), json!({"sub": "user_1", "exp": NOW + 60}));
    assert_eq!(
        part(&token(), 0),
        format!(r#"{{"alg":"RS256","cat":"cl_B7d4PD111AAA","kid":"{INSTANCE}","typ":"JWT"}}"#)
    );
}

#[test]
fn a_key_read_from_the_jwks_verifies_what_the_private_key_signed() {
    let key = VerifyingKey::from_jwk(KEY.jwks().find(INSTANCE).unwrap()).unwrap();
    let decoded = key.verify(&token(), &Validation::at(NOW_MS)).unwrap();
    assert_eq!(decoded.claims["sub"], "user_1");
    assert_eq!(decoded.header.category(), Some(Category::Session));
    assert_eq!(KEY.jwks().find("ins_other"), None);
}

#[test]
fn the_public_key_in_pem_checks_whatever_key_a_token_names() {
    let pem = KEY.public_pem().unwrap();
    // As openssl wrote it.
    assert_eq!(pem, include_str!("pem/rsa_2048_public.pem"));
    let mut header = KEY.header(Category::Session);
    header.kid = Some("ins_other".to_owned());
    let renamed = KEY.sign(&header, &json!({"sub": "user_1"})).unwrap();
    for text in
        [pem.clone(), pem.replace('\n', ""), pem.replace('\n', "\\n"), pem.replace('\n', "\r\n"), format!("  {pem}\n")]
    {
        let key = VerifyingKey::from_public_pem(&text).unwrap();
        assert_eq!(key.kid(), None);
        for token in [&token(), &renamed] {
            assert_eq!(key.check(UnverifiedToken::read(token).unwrap()).unwrap().subject(), Some("user_1"));
        }
        let other = SigningKey::generate(INSTANCE).unwrap();
        let foreign = other.sign(&other.header(Category::Session), &json!({"sub": "user_1"})).unwrap();
        assert_eq!(key.check(UnverifiedToken::read(&foreign).unwrap()), Err(TokenError::InvalidSignature));
    }
    let elliptic = include_str!("pem/p256_public.pem");
    assert_eq!(VerifyingKey::from_public_pem(elliptic).unwrap_err(), KeyError::Unsupported);
    for nonsense in
        ["", "AAAA", "-----BEGIN PUBLIC KEY-----", &KEY.to_pkcs8_pem().unwrap(), &pem.replace("MIIB", "%%%%")]
    {
        assert_eq!(VerifyingKey::from_public_pem(nonsense).unwrap_err(), KeyError::InvalidPem, "{nonsense}");
    }
}

#[test]
fn a_foreign_jwks_with_other_types_of_keys_is_read_and_its_other_keys_are_refused() {
    let ours = KEY.jwks().keys.remove(0);
    let jwks: Jwks = serde_json::from_value(json!({"keys": [
        {"kty": "EC", "crv": "P-256", "kid": "ec", "x": "AA", "y": "AA"},
        {"kty": "RSA", "kid": "plain", "n": ours.n, "e": ours.e},
    ]}))
    .unwrap();
    assert_eq!(VerifyingKey::from_jwk(&jwks.keys[0]).unwrap_err(), KeyError::Unsupported);
    assert!(VerifyingKey::from_jwk(&jwks.keys[1]).is_ok());
    let changed = [
        Jwk { alg: "RS512".to_owned(), ..ours.clone() },
        Jwk { usage: "enc".to_owned(), ..ours.clone() },
        Jwk { n: "%".to_owned(), ..ours.clone() },
        Jwk { n: String::new(), ..ours.clone() },
        Jwk { e: String::new(), ..ours.clone() },
    ];
    for jwk in changed {
        assert_eq!(VerifyingKey::from_jwk(&jwk).unwrap_err(), KeyError::Unsupported, "{jwk:?}");
    }
}

#[test]
fn an_expired_token_is_read_only_when_asked_for() {
    let later = Validation::at(NOW_MS + 3_600_000);
    assert_eq!(KEY.verify(&token(), &later).unwrap_err(), TokenError::Expired);
    assert_eq!(KEY.verify(&token(), &later.allowing_expired()).unwrap().claims["sub"], "user_1");
}

#[test]
fn a_key_never_shows_its_secret_when_it_is_printed() {
    assert_eq!(format!("{:?}", *KEY), format!(r#"SigningKey {{ kid: "{INSTANCE}", .. }}"#));
}
