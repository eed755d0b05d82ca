//! A token whose signature nobody has checked.

use std::borrow::Cow;

use serde::Deserialize;

use crate::claims::Claims;
use crate::jws::{Category, Texts, TokenError, decode};
use crate::said::{Said, Sayable};

/// A token taken apart: it says which check to make, and nothing that may be relied on before
/// [`VerifyingKey::check`](crate::VerifyingKey::check) has made it.
#[derive(Clone, Debug)]
pub struct UnverifiedToken<'a> {
    header: UnverifiedHeader,
    claims: Claims,
    signing_input: &'a str,
    signature: Vec<u8>,
}

/// The header of such a token.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub struct UnverifiedHeader {
    /// The signature algorithm.
    pub alg: Said<HeaderText>,
    /// The category (see [`Category`](crate::Category)).
    pub cat: Said<HeaderText>,
    /// The key that signed.
    pub kid: Said<String>,
    /// The media type.
    pub typ: Said<HeaderText>,
}

/// A text that is one of few in most tokens, and is not copied then.
pub type HeaderText = Cow<'static, str>;

const USUAL: [&str; 6] =
    ["RS256", "JWT", "at+jwt", Category::Session.as_str(), Category::Template.as_str(), Category::Machine.as_str()];

impl Sayable<'_> for HeaderText {
    fn from_text(text: &str) -> Option<Self> {
        let usual = USUAL.iter().find(|usual| **usual == text);
        Some(usual.map_or_else(|| Cow::Owned(text.to_owned()), |usual| Cow::Borrowed(*usual)))
    }
}

impl<'a> UnverifiedToken<'a> {
    /// Takes a token apart. Its header and its claims must be JSON objects.
    pub fn read(token: &'a str) -> Result<Self, TokenError> {
        let texts = Texts::split(token)?;
        let (header, claims) = (decode(texts.header)?, decode(texts.claims)?);
        let claims = String::from_utf8(claims).map_err(|_| TokenError::InvalidClaims)?;
        Ok(Self {
            header: read_header(&header).ok_or(TokenError::InvalidHeader)?,
            claims: Claims::parse(claims).map_err(|_| TokenError::InvalidClaims)?,
            signing_input: texts.signing_input,
            signature: decode(texts.signature)?,
        })
    }

    /// What says how to check the token.
    pub fn header(&self) -> &UnverifiedHeader {
        &self.header
    }

    /// The claims.
    pub fn claims(&self) -> &Claims {
        &self.claims
    }

    pub(crate) fn signing_input(&self) -> &str {
        self.signing_input
    }

    pub(crate) fn signature(&self) -> &[u8] {
        &self.signature
    }

    pub(crate) fn into_claims(self) -> Claims {
        self.claims
    }
}

fn read_header(json: &[u8]) -> Option<UnverifiedHeader> {
    // A list of values would do for serde, and is no header.
    if !json.trim_ascii_start().starts_with(b"{") {
        return None;
    }
    serde_json::from_slice(json).ok()
}
