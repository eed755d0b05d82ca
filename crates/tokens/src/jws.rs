//! The compact form of a signed token: writing it, taking it apart, and checking its times.

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};

/// Longer tokens are refused before they are decoded: no cookie or header that reaches us carries more.
pub const MAX_TOKEN_BYTES: usize = 64 * 1024;

/// What kind of token the `cat` header announces.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Category {
    /// A session token or a handshake.
    Session,
    /// A token made from a JWT template.
    Template,
    /// A machine-to-machine token.
    Machine,
}

impl Category {
    /// The value of the `cat` header.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Session => "cl_B7d4PD111AAA",
            Self::Template => "cl_B7d4PD222AAA",
            Self::Machine => "cl_B7d4PD333AAA",
        }
    }

    /// The category with this `cat` value; `None` for one that is not known.
    pub fn from_header(value: &str) -> Option<Self> {
        [Self::Session, Self::Template, Self::Machine].into_iter().find(|category| category.as_str() == value)
    }
}

/// The header of a token. Its fields are written in alphabetical order, as Clerk does.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Header {
    /// The signature algorithm, such as `RS256`.
    pub alg: String,
    /// The category (see [`Category`]); tickets have none.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub cat: Option<String>,
    /// The key that signed, as the JWKS names it; tickets have none.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub kid: Option<String>,
    /// The media type: `JWT`, or `at+jwt` for an OAuth access token.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub typ: Option<String>,
}

impl Header {
    /// The header of a token whose signature nobody has checked: it tells which key to check with, and no more.
    pub fn read(token: &str) -> Result<Self, TokenError> {
        Parts::split(token).map(|parts| parts.header)
    }

    /// The category of the token, if it is a known one.
    pub fn category(&self) -> Option<Category> {
        self.cat.as_deref().and_then(Category::from_header)
    }
}

/// A token whose signature was right.
#[derive(Clone, Debug, PartialEq)]
pub struct Decoded {
    pub header: Header,
    pub claims: Map<String, Value>,
}

/// Why a token was refused.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum TokenError {
    #[error("the token is longer than {MAX_TOKEN_BYTES} bytes")]
    TooLong,
    #[error("the token is not three base64url parts separated by dots")]
    Malformed,
    #[error("the token's header is not a JSON object with an algorithm")]
    InvalidHeader,
    #[error("the token's claims are not a JSON object")]
    InvalidClaims,
    #[error("the token is signed with {0}, not with RS256")]
    UnsupportedAlgorithm(String),
    #[error("the token names a key that is not known: {0}")]
    UnknownKey(String),
    #[error("the token's signature is wrong")]
    InvalidSignature,
    #[error("the claim {0} is missing or is not a number")]
    InvalidTime(&'static str),
    #[error("the token has expired")]
    Expired,
    #[error("the token is not valid yet")]
    NotYetValid,
}

/// How to look at the times of a token.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Validation {
    /// The time to check against, in milliseconds since the epoch.
    pub now_ms: i64,
    /// By how many seconds the clocks of issuer and reader may differ.
    pub clock_skew_seconds: i64,
    /// Lets an expired token through. Whoever renews a token needs to read the one that ran out.
    pub allow_expired: bool,
}

impl Validation {
    /// The clock skew that Clerk's SDKs allow unless told otherwise.
    pub const DEFAULT_CLOCK_SKEW_SECONDS: i64 = 5;

    /// Checks every time, with the usual clock skew.
    pub fn at(now_ms: i64) -> Self {
        Self { now_ms, clock_skew_seconds: Self::DEFAULT_CLOCK_SKEW_SECONDS, allow_expired: false }
    }

    /// The same, but an expired token is let through.
    #[must_use]
    pub fn allowing_expired(self) -> Self {
        Self { allow_expired: true, ..self }
    }

    /// Checks `exp`, which must be there, and `nbf` and `iat`, which may be missing.
    pub fn check(&self, claims: &Map<String, Value>) -> Result<(), TokenError> {
        let now = self.now_ms.div_euclid(1000);
        let expires = numeric_date(claims, "exp")?.ok_or(TokenError::InvalidTime("exp"))?;
        if !self.allow_expired && expires.saturating_add(self.clock_skew_seconds) <= now {
            return Err(TokenError::Expired);
        }
        for name in ["nbf", "iat"] {
            let earliest = numeric_date(claims, name)?;
            if earliest.is_some_and(|time| time > now.saturating_add(self.clock_skew_seconds)) {
                return Err(TokenError::NotYetValid);
            }
        }
        Ok(())
    }
}

/// A time claim in whole seconds since the epoch; `None` if it is missing or null.
pub fn numeric_date(claims: &Map<String, Value>, name: &'static str) -> Result<Option<i64>, TokenError> {
    match claims.get(name) {
        None | Some(Value::Null) => Ok(None),
        Some(value) => whole_seconds(value).map(Some).ok_or(TokenError::InvalidTime(name)),
    }
}

#[expect(clippy::cast_possible_truncation, reason = "a cast from floating point saturates")]
pub(crate) fn whole_seconds(value: &Value) -> Option<i64> {
    value.as_i64().or_else(|| value.as_f64().map(|seconds| seconds.floor() as i64))
}

/// The current second of a time in milliseconds, for claims.
pub(crate) fn seconds(time_ms: i64) -> i64 {
    time_ms.div_euclid(1000)
}

/// `header.claims` in base64url, the text that gets signed.
pub(crate) fn signing_input(header: &Header, claims: &impl Serialize) -> Result<String, serde_json::Error> {
    let header = serde_json::to_vec(header)?;
    let claims = serde_json::to_vec(claims)?;
    // Room for the signature of an RSA-2048 key as well, so that appending it does not move the text.
    let mut text = String::with_capacity((header.len() + claims.len()).div_ceil(3) * 4 + 8 + 344);
    URL_SAFE_NO_PAD.encode_string(header, &mut text);
    text.push('.');
    URL_SAFE_NO_PAD.encode_string(claims, &mut text);
    Ok(text)
}

/// Completes a signing input to a token.
pub(crate) fn append_signature(mut signing_input: String, signature: &[u8]) -> String {
    signing_input.push('.');
    URL_SAFE_NO_PAD.encode_string(signature, &mut signing_input);
    signing_input
}

/// The texts of a token, none of them decoded.
pub(crate) struct Texts<'a> {
    pub(crate) header: &'a str,
    pub(crate) claims: &'a str,
    pub(crate) signature: &'a str,
    pub(crate) signing_input: &'a str,
}

impl<'a> Texts<'a> {
    pub(crate) fn split(token: &'a str) -> Result<Self, TokenError> {
        if token.len() > MAX_TOKEN_BYTES {
            return Err(TokenError::TooLong);
        }
        let (signing_input, signature) = token.rsplit_once('.').ok_or(TokenError::Malformed)?;
        let (header, claims) = signing_input.split_once('.').ok_or(TokenError::Malformed)?;
        if claims.contains('.') {
            return Err(TokenError::Malformed);
        }
        Ok(Self { header, claims, signature, signing_input })
    }
}

/// A token taken apart, its signature not yet checked.
pub(crate) struct Parts<'a> {
    pub(crate) header: Header,
    pub(crate) signing_input: &'a str,
    claims: &'a str,
    pub(crate) signature: Vec<u8>,
}

impl<'a> Parts<'a> {
    pub(crate) fn split(token: &'a str) -> Result<Self, TokenError> {
        let texts = Texts::split(token)?;
        let header = serde_json::from_slice(&decode(texts.header)?).map_err(|_| TokenError::InvalidHeader)?;
        let signature = decode(texts.signature)?;
        Ok(Self { header, signing_input: texts.signing_input, claims: texts.claims, signature })
    }

    /// The claims. To be called after the signature was checked, so that only our own JSON is parsed.
    pub(crate) fn claims(&self) -> Result<Map<String, Value>, TokenError> {
        serde_json::from_slice(&decode(self.claims)?).map_err(|_| TokenError::InvalidClaims)
    }
}

pub(crate) fn decode(part: &str) -> Result<Vec<u8>, TokenError> {
    base64_simd::URL_SAFE_NO_PAD.decode_to_vec(part).map_err(|_| TokenError::Malformed)
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn check(validation: Validation, claims: &Value) -> Result<(), TokenError> {
        validation.check(claims.as_object().unwrap())
    }

    #[test]
    fn a_token_lives_until_its_expiry_and_the_clock_skew() {
        let claims = json!({"exp": 1000, "nbf": 930, "iat": 940});
        assert_eq!(check(Validation::at(999_999), &claims), Ok(()));
        assert_eq!(check(Validation::at(1_004_999), &claims), Ok(()));
        assert_eq!(check(Validation::at(1_005_000), &claims), Err(TokenError::Expired));
        assert_eq!(check(Validation::at(1_005_000).allowing_expired(), &claims), Ok(()));
    }

    #[test]
    fn a_token_from_the_future_is_refused_even_when_expired_ones_are_allowed() {
        let validation = Validation::at(900_000).allowing_expired();
        assert_eq!(check(validation, &json!({"exp": 1000, "nbf": 906})), Err(TokenError::NotYetValid));
        assert_eq!(check(validation, &json!({"exp": 1000, "iat": 906})), Err(TokenError::NotYetValid));
        assert_eq!(check(validation, &json!({"exp": 1000, "nbf": 905, "iat": 905})), Ok(()));
    }

    #[test]
    fn times_of_the_wrong_type_are_refused_and_fractions_are_rounded_down() {
        let validation = Validation::at(999_000);
        assert_eq!(check(validation, &json!({})), Err(TokenError::InvalidTime("exp")));
        assert_eq!(check(validation, &json!({"exp": "1000"})), Err(TokenError::InvalidTime("exp")));
        assert_eq!(check(validation, &json!({"exp": 1000, "nbf": []})), Err(TokenError::InvalidTime("nbf")));
        assert_eq!(check(validation, &json!({"exp": 1000.9})), Ok(()));
        assert_eq!(check(validation, &json!({"exp": 1e300, "nbf": -1e300})), Ok(()));
    }

    #[test]
    fn categories_are_told_by_their_header_value() {
        for category in [Category::Session, Category::Template, Category::Machine] {
            assert_eq!(Category::from_header(category.as_str()), Some(category));
        }
        assert_eq!(Category::from_header("cl_I7d4PD111III"), None);
    }
}
