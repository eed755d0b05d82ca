//! Public keys: the JWKS document and checking signatures with it.

use aws_lc_rs::signature::{ParsedPublicKey, RSA_PKCS1_2048_8192_SHA256, RsaPublicKeyComponents};
use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use serde::{Deserialize, Serialize};

use crate::jws::{Decoded, Parts, TokenError, Validation};
use crate::keys::KeyError;

/// A public RSA key as the JWKS document shows it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Jwk {
    /// What the key is for: `sig` for ours.
    #[serde(rename = "use", default = "signature_use")]
    pub usage: String,
    /// The type of key: `RSA` for ours.
    pub kty: String,
    /// The name of the key: the id of the instance.
    #[serde(default)]
    pub kid: String,
    /// The signature algorithm: `RS256` for ours.
    #[serde(default)]
    pub alg: String,
    /// The modulus, big-endian in base64url; empty for a key that is not RSA.
    #[serde(default)]
    pub n: String,
    /// The exponent, big-endian in base64url: `AQAB` for ours.
    #[serde(default)]
    pub e: String,
}

fn signature_use() -> String {
    "sig".to_owned()
}

/// The JWKS document. A foreign one is read even if some of its keys are of other types.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Jwks {
    pub keys: Vec<Jwk>,
}

impl Jwks {
    /// The key with this name.
    pub fn find(&self, kid: &str) -> Option<&Jwk> {
        self.keys.iter().find(|key| key.kid == kid)
    }
}

/// Checks RS256 signatures. The key is parsed once.
pub struct VerifyingKey {
    kid: String,
    key: ParsedPublicKey,
}

impl std::fmt::Debug for VerifyingKey {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("VerifyingKey").field("kid", &self.kid).finish_non_exhaustive()
    }
}

impl VerifyingKey {
    /// Reads a key of a JWKS document. A key that is not for RS256 is [`KeyError::Unsupported`].
    pub fn from_jwk(jwk: &Jwk) -> Result<Self, KeyError> {
        if jwk.kty != "RSA" || !["RS256", ""].contains(&jwk.alg.as_str()) || jwk.usage != "sig" {
            return Err(KeyError::Unsupported);
        }
        let decode = |text: &str| URL_SAFE_NO_PAD.decode(text).map_err(|_| KeyError::Unsupported);
        Self::from_numbers(&jwk.kid, &decode(&jwk.n)?, &decode(&jwk.e)?)
    }

    pub(crate) fn from_numbers(kid: &str, modulus: &[u8], exponent: &[u8]) -> Result<Self, KeyError> {
        let components = RsaPublicKeyComponents { n: modulus, e: exponent };
        let key = components.to_parsed_public_key(&RSA_PKCS1_2048_8192_SHA256).map_err(|_| KeyError::Unsupported)?;
        Ok(Self { kid: kid.to_owned(), key })
    }

    /// The name of the key.
    pub fn kid(&self) -> &str {
        &self.kid
    }

    /// Checks signature and times.
    pub fn verify(&self, token: &str, validation: &Validation) -> Result<Decoded, TokenError> {
        let decoded = self.verify_signature(token)?;
        validation.check(&decoded.claims)?;
        Ok(decoded)
    }

    /// Checks the signature and nothing else: not the times, not what the token is for.
    ///
    /// A token that names no key (a ticket) is taken for one of this key.
    pub fn verify_signature(&self, token: &str) -> Result<Decoded, TokenError> {
        let parts = Parts::split(token)?;
        if parts.header.alg != "RS256" {
            return Err(TokenError::UnsupportedAlgorithm(parts.header.alg));
        }
        if let Some(kid) = parts.header.kid.as_ref().filter(|kid| **kid != self.kid) {
            return Err(TokenError::UnknownKey(kid.clone()));
        }
        self.key
            .verify_sig(parts.signing_input.as_bytes(), &parts.signature)
            .map_err(|_| TokenError::InvalidSignature)?;
        Ok(Decoded { claims: parts.claims()?, header: parts.header })
    }
}
