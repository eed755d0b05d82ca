//! Reading tokens with an independent library, by the keys that the server publishes.

use jsonwebtoken::jwk::JwkSet;
use jsonwebtoken::{Algorithm, DecodingKey, Validation};
use serde_json::{Map, Value};

use crate::app::App;

/// A token whose signature the published key has confirmed.
#[derive(Debug)]
pub(crate) struct Token {
    pub(crate) header: jsonwebtoken::Header,
    pub(crate) claims: Map<String, Value>,
}

/// Checks the signature and nothing else: the tests' clock stands still.
fn signature_only(algorithm: Algorithm) -> Validation {
    let mut validation = Validation::new(algorithm);
    validation.validate_exp = false;
    validation.validate_aud = false;
    validation.required_spec_claims.clear();
    validation
}

impl App {
    /// Reads a token that the key of this instance must have signed.
    #[track_caller]
    pub(crate) fn read_token(&self, token: &str) -> impl Future<Output = Token> {
        let token = token.to_owned();
        async move {
            let keys: JwkSet = serde_json::from_value(self.get("/jwks").await.ok()).unwrap();
            let key = DecodingKey::from_jwk(&keys.keys[0]).unwrap();
            let decoded = jsonwebtoken::decode(&token, &key, &signature_only(Algorithm::RS256)).unwrap();
            Token { header: decoded.header, claims: decoded.claims }
        }
    }
}

/// Reads a token that this secret must have signed.
pub(crate) fn read_hs256(token: &str, secret: &str) -> Token {
    let key = DecodingKey::from_secret(secret.as_bytes());
    let decoded = jsonwebtoken::decode(token, &key, &signature_only(Algorithm::HS256)).unwrap();
    Token { header: decoded.header, claims: decoded.claims }
}

/// The header as it was written, with the member `cat` that libraries do not know.
pub(crate) fn raw_header(token: &str) -> Value {
    use base64::Engine;
    let head = token.split('.').next().unwrap();
    serde_json::from_slice(&base64::engine::general_purpose::URL_SAFE_NO_PAD.decode(head).unwrap()).unwrap()
}
