//! What is signed here, read by an independent implementation, and what others might send us.
#![expect(clippy::unwrap_used, reason = "tests")]

mod custom_key;
mod hostile;
mod keys;
mod machine_token;
mod oauth_claims;
mod oauth_token;
mod sealed;
mod session_token;
mod template;
mod template_token;
mod testing_token;
mod ticket;

use std::sync::LazyLock;

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use frontdesk_tokens::SigningKey;
use serde_json::Value;

/// The clock of the tests: 2026-01-18 05:21:17.250 UTC.
const NOW_MS: i64 = 1_768_713_677_250;
const NOW: i64 = 1_768_713_677;
const INSTANCE: &str = "ins_38PulTlKBI3tMDVfqNZyT7OnMyM";
const ISSUER: &str = "https://deft-dune-7.clerk.accounts.dev";

const RSA_2048: &str = include_str!("pem/rsa_2048.pem");

/// The same key in every run, so that whole tokens can be compared.
static KEY: LazyLock<SigningKey> = LazyLock::new(|| SigningKey::from_pkcs8_pem(INSTANCE, RSA_2048).unwrap());

/// A part of a token as the text that was encoded.
fn part(token: &str, index: usize) -> String {
    let part = token.split('.').nth(index).unwrap();
    String::from_utf8(URL_SAFE_NO_PAD.decode(part).unwrap()).unwrap()
}

/// The claims, as read and checked by an independent implementation that knows nothing but the JWKS document.
fn independently_verified(token: &str) -> Value {
    use jsonwebtoken::jwk::JwkSet;
    use jsonwebtoken::{Algorithm, DecodingKey, Validation, decode, decode_header};

    let jwks: JwkSet = serde_json::from_str(&serde_json::to_string(&KEY.jwks()).unwrap()).unwrap();
    let kid = decode_header(token).unwrap().kid.unwrap();
    let key = DecodingKey::from_jwk(jwks.find(&kid).unwrap()).unwrap();
    let mut validation = Validation::new(Algorithm::RS256);
    validation.validate_exp = false;
    validation.validate_aud = false;
    decode::<Value>(token, &key, &validation).unwrap().claims
}
