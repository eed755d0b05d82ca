//! A token whose signature nobody has checked.

use serde_json::{Map, Value};

use crate::jws::{Texts, TokenError, decode};

/// A token taken apart: it says which check to make, and nothing that may be relied on before
/// [`VerifyingKey::check`](crate::VerifyingKey::check) has made it.
#[derive(Clone, Debug)]
pub struct UnverifiedToken<'a> {
    header: Map<String, Value>,
    claims: Map<String, Value>,
    signing_input: &'a str,
    signature: Vec<u8>,
}

impl<'a> UnverifiedToken<'a> {
    /// Takes a token apart. Its header and its claims must be JSON objects.
    pub fn read(token: &'a str) -> Result<Self, TokenError> {
        let texts = Texts::split(token)?;
        let (header, claims) = (decode(texts.header)?, decode(texts.claims)?);
        Ok(Self {
            header: serde_json::from_slice(&header).map_err(|_| TokenError::InvalidHeader)?,
            claims: serde_json::from_slice(&claims).map_err(|_| TokenError::InvalidClaims)?,
            signing_input: texts.signing_input,
            signature: decode(texts.signature)?,
        })
    }

    /// A parameter of the header, such as `kid`.
    pub fn header(&self, name: &str) -> Option<&Value> {
        self.header.get(name)
    }

    /// A claim, such as `sub`.
    pub fn claim(&self, name: &str) -> Option<&Value> {
        self.claims.get(name)
    }

    /// Every claim.
    pub fn claims(&self) -> &Map<String, Value> {
        &self.claims
    }

    pub(crate) fn signing_input(&self) -> &str {
        self.signing_input
    }

    pub(crate) fn signature(&self) -> &[u8] {
        &self.signature
    }

    pub(crate) fn into_claims(self) -> Map<String, Value> {
        self.claims
    }
}
