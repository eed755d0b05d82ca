//! Public keys: the JWKS document and checking signatures with it.

use aws_lc_rs::signature::{ParsedPublicKey, RSA_PKCS1_2048_8192_SHA256, RsaPublicKeyComponents};
use base64::Engine as _;
use base64::engine::general_purpose::{STANDARD, URL_SAFE_NO_PAD};
use serde::{Deserialize, Serialize};

use crate::claims::Claims;
use crate::jws::{Decoded, Parts, TokenError, Validation};
use crate::keys::KeyError;
use crate::unverified::UnverifiedToken;

const BEGIN_PUBLIC_KEY: &str = "-----BEGIN PUBLIC KEY-----";
const END_PUBLIC_KEY: &str = "-----END PUBLIC KEY-----";

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
    /// `None` for a key whose name nobody told: it checks tokens whatever key they name.
    kid: Option<String>,
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

    /// Reads a key in PEM, as the dashboard shows it, also in one line, as variables of the environment have it. It has no
    /// name, so the one that a token gives does not matter.
    pub fn from_public_pem(text: &str) -> Result<Self, KeyError> {
        // What a program that reads settings may have left of a line's end.
        let text = text.replace("\\n", "");
        let body = text.trim().strip_prefix(BEGIN_PUBLIC_KEY).and_then(|rest| rest.strip_suffix(END_PUBLIC_KEY));
        let body: String = body.ok_or(KeyError::InvalidPem)?.split_whitespace().collect();
        let der = STANDARD.decode(body).map_err(|_| KeyError::InvalidPem)?;
        let key = ParsedPublicKey::new(&RSA_PKCS1_2048_8192_SHA256, &der).map_err(|_| KeyError::Unsupported)?;
        Ok(Self { kid: None, key })
    }

    pub(crate) fn from_numbers(kid: &str, modulus: &[u8], exponent: &[u8]) -> Result<Self, KeyError> {
        let components = RsaPublicKeyComponents { n: modulus, e: exponent };
        let key = components.to_parsed_public_key(&RSA_PKCS1_2048_8192_SHA256).map_err(|_| KeyError::Unsupported)?;
        Ok(Self { kid: Some(kid.to_owned()), key })
    }

    /// The name of the key, if it has one.
    pub fn kid(&self) -> Option<&str> {
        self.kid.as_deref()
    }

    /// Checks the signature of a token that was taken apart, and gives its claims; its times are left to the caller.
    pub fn check(&self, token: UnverifiedToken<'_>) -> Result<Claims, TokenError> {
        let algorithm = token.header().alg.text().unwrap_or_default();
        if algorithm != "RS256" {
            return Err(TokenError::UnsupportedAlgorithm(algorithm.to_owned()));
        }
        self.check_name(token.header().kid.text())?;
        self.check_signature(token.signing_input(), token.signature())?;
        Ok(token.into_claims())
    }

    fn check_name(&self, named: Option<&str>) -> Result<(), TokenError> {
        match (&self.kid, named) {
            (Some(own), Some(named)) if own != named => Err(TokenError::UnknownKey(named.to_owned())),
            _ => Ok(()),
        }
    }

    fn check_signature(&self, signing_input: &str, signature: &[u8]) -> Result<(), TokenError> {
        self.key.verify_sig(signing_input.as_bytes(), signature).map_err(|_| TokenError::InvalidSignature)
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
        self.check_name(parts.header.kid.as_deref())?;
        self.check_signature(parts.signing_input, &parts.signature)?;
        Ok(Decoded { claims: parts.claims()?, header: parts.header })
    }
}
