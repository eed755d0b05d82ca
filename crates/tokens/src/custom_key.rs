//! Signing keys that customers bring for their JWT templates.

use aws_lc_rs::hmac;
use aws_lc_rs::rand::SystemRandom;
use aws_lc_rs::rsa::KeyPair as RsaKeyPair;
use aws_lc_rs::signature::{
    ECDSA_P256_SHA256_FIXED_SIGNING, ECDSA_P384_SHA384_FIXED_SIGNING, ECDSA_P521_SHA512_FIXED_SIGNING, EcdsaKeyPair,
    EcdsaSigningAlgorithm, Ed25519KeyPair, RSA_PKCS1_SHA256, RSA_PKCS1_SHA384, RSA_PKCS1_SHA512, RSA_PSS_SHA256,
    RSA_PSS_SHA384, RSA_PSS_SHA512, RsaEncoding,
};
use serde::Serialize;

use crate::jws::{Category, Header, append_signature, signing_input};

/// The algorithms that a template's own key may use: every signature that RFC 7518 registers, and `EdDSA` of RFC 8037.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CustomAlgorithm {
    Hs256,
    Hs384,
    Hs512,
    Rs256,
    Rs384,
    Rs512,
    Ps256,
    Ps384,
    Ps512,
    Es256,
    Es384,
    Es512,
    EdDsa,
}

impl CustomAlgorithm {
    pub const ALL: [Self; 13] = [
        Self::Hs256,
        Self::Hs384,
        Self::Hs512,
        Self::Rs256,
        Self::Rs384,
        Self::Rs512,
        Self::Ps256,
        Self::Ps384,
        Self::Ps512,
        Self::Es256,
        Self::Es384,
        Self::Es512,
        Self::EdDsa,
    ];

    /// The name in a token's header and in the API, such as `HS256`.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Hs256 => "HS256",
            Self::Hs384 => "HS384",
            Self::Hs512 => "HS512",
            Self::Rs256 => "RS256",
            Self::Rs384 => "RS384",
            Self::Rs512 => "RS512",
            Self::Ps256 => "PS256",
            Self::Ps384 => "PS384",
            Self::Ps512 => "PS512",
            Self::Es256 => "ES256",
            Self::Es384 => "ES384",
            Self::Es512 => "ES512",
            Self::EdDsa => "EdDSA",
        }
    }

    /// The algorithm of this name; `None` for one that is not known.
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|algorithm| algorithm.as_str() == name)
    }

    fn hmac(self) -> Option<hmac::Algorithm> {
        match self {
            Self::Hs256 => Some(hmac::HMAC_SHA256),
            Self::Hs384 => Some(hmac::HMAC_SHA384),
            Self::Hs512 => Some(hmac::HMAC_SHA512),
            _ => None,
        }
    }

    fn rsa(self) -> Option<&'static dyn RsaEncoding> {
        match self {
            Self::Rs256 => Some(&RSA_PKCS1_SHA256),
            Self::Rs384 => Some(&RSA_PKCS1_SHA384),
            Self::Rs512 => Some(&RSA_PKCS1_SHA512),
            Self::Ps256 => Some(&RSA_PSS_SHA256),
            Self::Ps384 => Some(&RSA_PSS_SHA384),
            Self::Ps512 => Some(&RSA_PSS_SHA512),
            _ => None,
        }
    }

    fn ecdsa(self) -> Option<&'static EcdsaSigningAlgorithm> {
        match self {
            Self::Es256 => Some(&ECDSA_P256_SHA256_FIXED_SIGNING),
            Self::Es384 => Some(&ECDSA_P384_SHA384_FIXED_SIGNING),
            Self::Es512 => Some(&ECDSA_P521_SHA512_FIXED_SIGNING),
            _ => None,
        }
    }
}

/// Why a key of a customer cannot be used, or did not sign.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum CustomKeyError {
    #[error("the key is empty")]
    Empty,
    #[error("the key is not a private key in PEM")]
    InvalidPem,
    #[error("the key does not fit the algorithm {}", .0.as_str())]
    WrongKey(CustomAlgorithm),
    #[error("the claims cannot be written as JSON")]
    Claims,
    #[error("the signature could not be made")]
    Sign,
}

/// A customer's key, parsed once.
pub struct CustomSigningKey {
    algorithm: CustomAlgorithm,
    key: Key,
}

enum Key {
    Hmac(Box<hmac::Key>),
    Rsa(RsaKeyPair, &'static dyn RsaEncoding),
    Ecdsa(EcdsaKeyPair),
    Ed25519(Box<Ed25519KeyPair>),
}

impl std::fmt::Debug for CustomSigningKey {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("CustomSigningKey").field("algorithm", &self.algorithm).finish_non_exhaustive()
    }
}

impl CustomSigningKey {
    /// Reads a key: for HMAC the secret itself, otherwise a private key in PEM (PKCS#8, PKCS#1 or SEC 1).
    pub fn new(algorithm: CustomAlgorithm, key: &str) -> Result<Self, CustomKeyError> {
        if key.trim().is_empty() {
            return Err(CustomKeyError::Empty);
        }
        if let Some(hmac) = algorithm.hmac() {
            return Ok(Self { algorithm, key: Key::Hmac(Box::new(hmac::Key::new(hmac, key.as_bytes()))) });
        }
        let block = pem::parse(key).map_err(|_| CustomKeyError::InvalidPem)?;
        let der = block.contents();
        let wrong = CustomKeyError::WrongKey(algorithm);
        let key = match (algorithm.rsa(), algorithm.ecdsa(), block.tag()) {
            (Some(rsa), _, "PRIVATE KEY") => RsaKeyPair::from_pkcs8(der).ok().map(|pair| Key::Rsa(pair, rsa)),
            (Some(rsa), _, "RSA PRIVATE KEY") => RsaKeyPair::from_der(der).ok().map(|pair| Key::Rsa(pair, rsa)),
            (_, Some(ecdsa), "PRIVATE KEY" | "EC PRIVATE KEY") => {
                EcdsaKeyPair::from_private_key_der(ecdsa, der).ok().map(Key::Ecdsa)
            }
            // Not every program that makes such keys puts the public half into the file.
            (None, None, "PRIVATE KEY") => {
                Ed25519KeyPair::from_pkcs8_maybe_unchecked(der).ok().map(|pair| Key::Ed25519(Box::new(pair)))
            }
            _ => None,
        };
        Ok(Self { algorithm, key: key.ok_or(wrong)? })
    }

    /// The algorithm that the key signs with.
    pub fn algorithm(&self) -> CustomAlgorithm {
        self.algorithm
    }

    /// Signs a token. Its header names no key, since none of the JWKS document could check it.
    pub fn sign(&self, category: Category, claims: &impl Serialize) -> Result<String, CustomKeyError> {
        let header = Header {
            alg: self.algorithm.as_str().to_owned(),
            cat: Some(category.as_str().to_owned()),
            kid: None,
            typ: Some("JWT".to_owned()),
        };
        let input = signing_input(&header, claims).map_err(|_| CustomKeyError::Claims)?;
        let random = SystemRandom::new();
        let signature = match &self.key {
            Key::Hmac(key) => hmac::sign(key, input.as_bytes()).as_ref().to_vec(),
            Key::Rsa(pair, encoding) => {
                let mut signature = vec![0; pair.public_modulus_len()];
                pair.sign(*encoding, &random, input.as_bytes(), &mut signature).map_err(|_| CustomKeyError::Sign)?;
                signature
            }
            Key::Ecdsa(pair) => {
                let signature = pair.sign(&random, input.as_bytes()).map_err(|_| CustomKeyError::Sign)?;
                signature.as_ref().to_vec()
            }
            Key::Ed25519(pair) => pair.sign(input.as_bytes()).as_ref().to_vec(),
        };
        Ok(append_signature(input, &signature))
    }
}
