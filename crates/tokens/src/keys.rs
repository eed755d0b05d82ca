//! The signing key of an instance: RSA-2048 with exponent 65537, the one shape that every Clerk SDK accepts.

use aws_lc_rs::encoding::{AsDer, PublicKeyX509Der};
use aws_lc_rs::hmac;
use aws_lc_rs::rand::SystemRandom;
use aws_lc_rs::rsa::{KeyPair, KeySize};
use aws_lc_rs::signature::{KeyPair as _, RSA_PKCS1_SHA256};
use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use serde::Serialize;

use crate::jws::{Category, Decoded, Header, TokenError, Validation, append_signature, signing_input};
use crate::verifying_key::{Jwk, Jwks, VerifyingKey};

const PRIVATE_KEY_TAG: &str = "PRIVATE KEY";
const PUBLIC_KEY_TAG: &str = "PUBLIC KEY";
const MODULUS_BYTES: usize = 256;
const EXPONENT: [u8; 3] = [1, 0, 1];

/// Why a key could not be made or read, or did not sign.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum KeyError {
    #[error("the key could not be generated")]
    Generate,
    #[error("the key is not a PKCS#8 private key in PEM")]
    InvalidPem,
    #[error("the key is not an RSA key of 2048 bits with exponent 65537, for RS256")]
    Unsupported,
    #[error("the claims cannot be written as JSON")]
    Claims,
    #[error("the signature could not be made")]
    Sign,
    #[error("the secret could not be encrypted")]
    Seal,
    #[error("the secret was not encrypted with this key, or not for this owner")]
    Open,
}

/// The private key of an instance, parsed once and used from many threads.
pub struct SigningKey {
    pair: KeyPair,
    jwk: Jwk,
    verifying_key: VerifyingKey,
}

impl std::fmt::Debug for SigningKey {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("SigningKey").field("kid", &self.jwk.kid).finish_non_exhaustive()
    }
}

impl SigningKey {
    /// Makes a key. `kid` is the id of the instance. Takes a tenth of a second or more.
    pub fn generate(kid: &str) -> Result<Self, KeyError> {
        let pair = KeyPair::generate(KeySize::Rsa2048).map_err(|_| KeyError::Generate)?;
        Self::from_pair(kid, pair)
    }

    /// Reads a key that [`SigningKey::to_pkcs8_pem`] wrote.
    pub fn from_pkcs8_pem(kid: &str, text: &str) -> Result<Self, KeyError> {
        let block = pem::parse(text).map_err(|_| KeyError::InvalidPem)?;
        if block.tag() != PRIVATE_KEY_TAG {
            return Err(KeyError::InvalidPem);
        }
        let pair = KeyPair::from_pkcs8(block.contents()).map_err(|_| KeyError::InvalidPem)?;
        Self::from_pair(kid, pair)
    }

    fn from_pair(kid: &str, pair: KeyPair) -> Result<Self, KeyError> {
        let public = pair.public_key();
        let modulus = public.modulus().big_endian_without_leading_zero();
        let exponent = public.exponent().big_endian_without_leading_zero();
        if modulus.len() != MODULUS_BYTES || modulus[0] < 0x80 || exponent != EXPONENT {
            return Err(KeyError::Unsupported);
        }
        let jwk = Jwk {
            usage: "sig".to_owned(),
            kty: "RSA".to_owned(),
            kid: kid.to_owned(),
            alg: "RS256".to_owned(),
            n: URL_SAFE_NO_PAD.encode(modulus),
            e: URL_SAFE_NO_PAD.encode(exponent),
        };
        let verifying_key = VerifyingKey::from_numbers(kid, modulus, exponent)?;
        Ok(Self { pair, jwk, verifying_key })
    }

    /// The private key as PKCS#8 in PEM. Whoever stores it keeps it secret.
    pub fn to_pkcs8_pem(&self) -> Result<String, KeyError> {
        let der = self.pair.as_der().map_err(|_| KeyError::InvalidPem)?;
        let config = pem::EncodeConfig::new().set_line_ending(pem::LineEnding::LF);
        Ok(pem::encode_config(&pem::Pem::new(PRIVATE_KEY_TAG, der.as_ref()), config))
    }

    /// The public key in PEM, as dashboards show it.
    pub fn public_pem(&self) -> Result<String, KeyError> {
        let der: PublicKeyX509Der<'_> = self.pair.public_key().as_der().map_err(|_| KeyError::InvalidPem)?;
        let config = pem::EncodeConfig::new().set_line_ending(pem::LineEnding::LF);
        Ok(pem::encode_config(&pem::Pem::new(PUBLIC_KEY_TAG, der.as_ref()), config))
    }

    /// The name of the key: the id of the instance.
    pub fn kid(&self) -> &str {
        &self.jwk.kid
    }

    /// The JWKS document with this key in it.
    pub fn jwks(&self) -> Jwks {
        Jwks { keys: vec![self.jwk.clone()] }
    }

    /// The public half.
    pub fn verifying_key(&self) -> &VerifyingKey {
        &self.verifying_key
    }

    /// The header of a token of this category, naming this key.
    pub fn header(&self, category: Category) -> Header {
        Header {
            alg: "RS256".to_owned(),
            cat: Some(category.as_str().to_owned()),
            kid: Some(self.jwk.kid.clone()),
            typ: Some("JWT".to_owned()),
        }
    }

    /// Signs a token. The header's algorithm must be `RS256`.
    pub fn sign(&self, header: &Header, claims: &impl Serialize) -> Result<String, KeyError> {
        if header.alg != "RS256" {
            return Err(KeyError::Unsupported);
        }
        let input = signing_input(header, claims).map_err(|_| KeyError::Claims)?;
        let mut signature = [0; MODULUS_BYTES];
        self.pair
            .sign(&RSA_PKCS1_SHA256, &SystemRandom::new(), input.as_bytes(), &mut signature)
            .map_err(|_| KeyError::Sign)?;
        Ok(append_signature(input, &signature))
    }

    /// Checks signature and times of a token of ours.
    pub fn verify(&self, token: &str, validation: &Validation) -> Result<Decoded, TokenError> {
        self.verifying_key.verify(token, validation)
    }

    /// Checks the signature of a token of ours and nothing else.
    pub fn verify_signature(&self, token: &str) -> Result<Decoded, TokenError> {
        self.verifying_key.verify_signature(token)
    }

    /// A code that shows that whoever wrote it holds this key. Another `purpose` has other codes.
    pub(crate) fn authenticate(&self, purpose: &str, message: &[u8]) -> Result<Vec<u8>, KeyError> {
        Ok(hmac::sign(&self.secret_for(purpose)?, message).as_ref().to_vec())
    }

    /// Whether [`Self::authenticate`] gave this code; takes as long for a wrong one.
    pub(crate) fn is_authentic(&self, purpose: &str, message: &[u8], code: &[u8]) -> bool {
        self.secret_for(purpose).is_ok_and(|secret| hmac::verify(&secret, message, code).is_ok())
    }

    /// A shared secret that follows from the private key and tells nothing about it.
    fn secret_for(&self, purpose: &str) -> Result<hmac::Key, KeyError> {
        let secret = hmac::sign(&hmac::Key::new(hmac::HMAC_SHA256, &self.private_der()?), purpose.as_bytes());
        Ok(hmac::Key::new(hmac::HMAC_SHA256, secret.as_ref()))
    }

    /// The private key as PKCS#8 in DER, which other secrets follow from.
    pub(crate) fn private_der(&self) -> Result<Vec<u8>, KeyError> {
        Ok(self.pair.as_der().map_err(|_| KeyError::Sign)?.as_ref().to_vec())
    }
}
