//! Keys that customers bring, read back by an independent implementation.

use aws_lc_rs::signature::{ECDSA_P521_SHA512_FIXED, UnparsedPublicKey};
use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use frontdesk_tokens::{Category, CustomAlgorithm, CustomKeyError, CustomSigningKey};
use jsonwebtoken::{Algorithm, DecodingKey, Validation, decode};
use serde_json::{Value, json};

use crate::{NOW, RSA_2048, part};

const SECRET: &str = "a secret that others know too";
const P256: &str = include_str!("pem/p256.pem");
const P384: &str = include_str!("pem/p384.pem");
const P521: &str = include_str!("pem/p521.pem");
const ED25519: &str = include_str!("pem/ed25519.pem");

fn check(algorithm: CustomAlgorithm, key: &str, independent: Algorithm, public: &DecodingKey) {
    let key = CustomSigningKey::new(algorithm, key).unwrap();
    let claims = json!({"sub": "user_1", "exp": NOW});
    let token = key.sign(Category::Template, &claims).unwrap();
    let name = algorithm.as_str();
    assert_eq!(part(&token, 0), format!(r#"{{"alg":"{name}","cat":"cl_B7d4PD222AAA","typ":"JWT"}}"#));
    let mut validation = Validation::new(independent);
    validation.validate_exp = false;
    assert_eq!(decode::<Value>(&token, public, &validation).unwrap().claims, claims, "{name}");
}

#[test]
fn shared_secrets_sign_with_hmac() {
    let public = DecodingKey::from_secret(SECRET.as_bytes());
    check(CustomAlgorithm::Hs256, SECRET, Algorithm::HS256, &public);
    check(CustomAlgorithm::Hs384, SECRET, Algorithm::HS384, &public);
    check(CustomAlgorithm::Hs512, SECRET, Algorithm::HS512, &public);
}

#[test]
fn rsa_keys_sign_in_both_file_formats() {
    let public = DecodingKey::from_rsa_pem(include_bytes!("pem/rsa_2048_public.pem")).unwrap();
    for key in [RSA_2048, include_str!("pem/rsa_2048_pkcs1.pem")] {
        check(CustomAlgorithm::Rs256, key, Algorithm::RS256, &public);
        check(CustomAlgorithm::Rs384, key, Algorithm::RS384, &public);
        check(CustomAlgorithm::Rs512, key, Algorithm::RS512, &public);
        check(CustomAlgorithm::Ps256, key, Algorithm::PS256, &public);
        check(CustomAlgorithm::Ps384, key, Algorithm::PS384, &public);
        check(CustomAlgorithm::Ps512, key, Algorithm::PS512, &public);
    }
}

#[test]
fn elliptic_curve_keys_sign_in_both_file_formats() {
    let public = DecodingKey::from_ec_pem(include_bytes!("pem/p256_public.pem")).unwrap();
    for key in [P256, include_str!("pem/p256_sec1.pem")] {
        check(CustomAlgorithm::Es256, key, Algorithm::ES256, &public);
    }
    let public = DecodingKey::from_ec_pem(include_bytes!("pem/p384_public.pem")).unwrap();
    check(CustomAlgorithm::Es384, P384, Algorithm::ES384, &public);
}

#[test]
fn a_p521_key_signs_as_its_own_public_half_says() {
    // The independent reader above knows no P-521, so the check is by the library that signs, from the public file.
    let key = CustomSigningKey::new(CustomAlgorithm::Es512, P521).unwrap();
    let token = key.sign(Category::Template, &json!({"sub": "user_1"})).unwrap();
    let (input, signature) = token.rsplit_once('.').unwrap();
    let signature = URL_SAFE_NO_PAD.decode(signature).unwrap();
    assert_eq!(signature.len(), 132, "two numbers of 66 bytes, as RFC 7518 says");
    let der = pem::parse(include_str!("pem/p521_public.pem")).unwrap();
    // What follows the fixed beginning of this kind of file is the point itself.
    let point = &der.contents()[der.contents().len() - 133..];
    let public = UnparsedPublicKey::new(&ECDSA_P521_SHA512_FIXED, point);
    assert!(public.verify(input.as_bytes(), &signature).is_ok());
    assert!(public.verify(b"something else", &signature).is_err());
}

#[test]
fn edwards_curve_keys_sign_with_and_without_their_public_half() {
    let public = DecodingKey::from_ed_pem(include_bytes!("pem/ed25519_public.pem")).unwrap();
    check(CustomAlgorithm::EdDsa, ED25519, Algorithm::EdDSA, &public);
}

#[test]
fn a_key_that_does_not_fit_is_refused_when_it_is_read() {
    let refuse = |algorithm, key| CustomSigningKey::new(algorithm, key).map(|_| ()).unwrap_err();
    for algorithm in CustomAlgorithm::ALL {
        assert_eq!(refuse(algorithm, " \n"), CustomKeyError::Empty);
    }
    for (algorithm, key) in [
        (CustomAlgorithm::Rs256, P256),
        (CustomAlgorithm::Rs256, include_str!("pem/rsa_2048_public.pem")),
        (CustomAlgorithm::Es256, RSA_2048),
        (CustomAlgorithm::Es256, P384),
        (CustomAlgorithm::Es256, include_str!("pem/p256_public.pem")),
        (CustomAlgorithm::Es384, P256),
        (CustomAlgorithm::Es512, P384),
        (CustomAlgorithm::Ps256, P256),
        (CustomAlgorithm::EdDsa, P256),
        (CustomAlgorithm::EdDsa, RSA_2048),
        (CustomAlgorithm::Rs256, ED25519),
    ] {
        assert_eq!(refuse(algorithm, key), CustomKeyError::WrongKey(algorithm));
    }
    for key in [SECRET, &RSA_2048[..100]] {
        assert_eq!(refuse(CustomAlgorithm::Rs256, key), CustomKeyError::InvalidPem);
        assert_eq!(refuse(CustomAlgorithm::Es256, key), CustomKeyError::InvalidPem);
        assert_eq!(refuse(CustomAlgorithm::EdDsa, key), CustomKeyError::InvalidPem);
    }
}

#[test]
fn a_key_of_nothing_but_nested_sequences_is_refused_without_harm() {
    let mut der = vec![0x05, 0x00];
    while der.len() < 60_000 {
        let length = u16::try_from(der.len()).unwrap().to_be_bytes();
        der.splice(0..0, [0x30, 0x82, length[0], length[1]]);
    }
    let pem = pem::encode(&pem::Pem::new("PRIVATE KEY", der));
    for algorithm in [CustomAlgorithm::Rs256, CustomAlgorithm::Es256, CustomAlgorithm::EdDsa] {
        assert_eq!(CustomSigningKey::new(algorithm, &pem).map(|_| ()), Err(CustomKeyError::WrongKey(algorithm)));
    }
}

#[test]
fn algorithms_are_told_by_their_names() {
    for algorithm in CustomAlgorithm::ALL {
        assert_eq!(CustomAlgorithm::from_name(algorithm.as_str()), Some(algorithm));
    }
    assert_eq!(CustomAlgorithm::from_name("none"), None);
    assert_eq!(CustomAlgorithm::from_name("ES256K"), None);
    assert_eq!(CustomAlgorithm::from_name("hs256"), None);
}

#[test]
fn a_key_never_shows_its_secret_when_it_is_printed() {
    let key = CustomSigningKey::new(CustomAlgorithm::Hs256, SECRET).unwrap();
    assert_eq!(format!("{key:?}"), "CustomSigningKey { algorithm: Hs256, .. }");
}
