//! Tokens of OAuth applications: access tokens as JWTs in the form of RFC 9068, and refresh tokens.

use std::collections::BTreeMap;

use serde_json::{Value, json};

use crate::id::IdSource;
use crate::jws::{Header, TokenError, Validation, numeric_date, seconds};
use crate::keys::{KeyError, SigningKey};

/// The media type of an access token, which tells it from all other tokens of the same key.
const ACCESS_TOKEN: &str = "at+jwt";
/// What refresh tokens begin with.
const REFRESH: &str = "clk_refresh_";
/// Characters that all refresh tokens of a family have in common: 22 of base62 are 131 bits.
const FAMILY_LENGTH: usize = 22;
/// Characters of the secret that each of them has for itself.
const SECRET_LENGTH: usize = 42;

/// What an access token says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AccessTokenClaims {
    /// The URL of the Frontend API (see [`crate::issuer`]).
    pub issuer: String,
    /// The user who consented.
    pub user_id: String,
    /// The client id of the application.
    pub client_id: String,
    /// The token's own id, `oat_…`.
    pub jti: String,
    /// What it is good for.
    pub scopes: Vec<String>,
    pub issued_at_seconds: i64,
    pub expires_at_seconds: i64,
}

impl AccessTokenClaims {
    /// The claims by name.
    pub fn to_claims(&self) -> BTreeMap<&str, Value> {
        BTreeMap::from([
            ("client_id", json!(self.client_id)),
            ("exp", json!(self.expires_at_seconds)),
            ("iat", json!(self.issued_at_seconds)),
            ("iss", json!(self.issuer)),
            ("jti", json!(self.jti)),
            ("scope", json!(self.scopes.join(" "))),
            ("sub", json!(self.user_id)),
        ])
    }

    /// Signs the token.
    pub fn sign(&self, key: &SigningKey) -> Result<String, KeyError> {
        let kid = Some(key.kid().to_owned());
        let header = Header { alg: "RS256".to_owned(), cat: None, kid, typ: Some(ACCESS_TOKEN.to_owned()) };
        key.sign(&header, &self.to_claims())
    }

    /// What a token says that this key has signed as an access token; `None` for every other text. Whether its time is
    /// up is left to the caller, one that is from the future is none.
    pub fn read(key: &SigningKey, token: &str, now_ms: i64) -> Option<Self> {
        let header = Header::read(token).ok()?;
        let kind = header.typ.as_deref()?;
        let kind = kind.strip_prefix("application/").unwrap_or(kind);
        if !kind.eq_ignore_ascii_case(ACCESS_TOKEN) {
            return None;
        }
        let claims = key.verify(token, &Validation::at(now_ms).allowing_expired()).ok()?.claims;
        let text = |name: &str| claims.get(name).and_then(Value::as_str).map(str::to_owned);
        let time = |name| -> Result<Option<i64>, TokenError> { numeric_date(&claims, name) };
        Some(Self {
            issuer: text("iss")?,
            user_id: text("sub")?,
            client_id: text("client_id")?,
            jti: text("jti")?,
            scopes: text("scope")?.split_ascii_whitespace().map(str::to_owned).collect(),
            issued_at_seconds: time("iat").ok()??,
            expires_at_seconds: time("exp").ok()??,
        })
    }

    /// Whether its time is up.
    pub fn is_expired(&self, now_ms: i64) -> bool {
        self.expires_at_seconds <= seconds(now_ms)
    }
}

impl IdSource {
    /// An opaque access token of an OAuth application: `oat_` and 42 base62 characters.
    pub fn oauth_access_token(&self) -> String {
        self.opaque_token("oat")
    }

    /// An authorization code: `clk_code_` and 42 base62 characters.
    pub fn oauth_code(&self) -> String {
        self.opaque_token("clk_code")
    }

    /// The secret of an OAuth application: 32 base62 characters.
    pub fn oauth_client_secret(&self) -> String {
        self.base62(32)
    }

    /// What all refresh tokens of a new family begin with.
    pub fn oauth_refresh_family(&self) -> String {
        format!("{REFRESH}{}", self.base62(FAMILY_LENGTH))
    }

    /// A refresh token of that family.
    pub fn oauth_refresh_token(&self, family: &str) -> String {
        format!("{family}{}", self.base62(SECRET_LENGTH))
    }
}

/// What the family of that refresh token begins with; `None` for every other text.
pub fn oauth_refresh_family(token: &str) -> Option<&str> {
    let rest = token.strip_prefix(REFRESH)?;
    let fits = rest.len() == FAMILY_LENGTH + SECRET_LENGTH && rest.bytes().all(|byte| byte.is_ascii_alphanumeric());
    fits.then(|| &token[..REFRESH.len() + FAMILY_LENGTH])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_tokens_of_a_family_begin_alike_and_tell_it() {
        let ids = IdSource::random();
        let (family, other) = (ids.oauth_refresh_family(), ids.oauth_refresh_family());
        let (one, two) = (ids.oauth_refresh_token(&family), ids.oauth_refresh_token(&family));
        assert_ne!((one.as_str(), family.as_str()), (two.as_str(), other.as_str()));
        for token in [&one, &two] {
            assert_eq!(oauth_refresh_family(token), Some(family.as_str()));
            assert_eq!(token.len(), 76);
        }
        let near = [&one[1..], &one[..75], &format!("{one}x"), &one.replace("refresh", "access_"), "", "clk_refresh_ä"];
        for text in near.into_iter().map(str::to_owned).chain([format!("{}-", &one[..75])]) {
            assert_eq!(oauth_refresh_family(&text), None, "{text}");
        }
    }
}
