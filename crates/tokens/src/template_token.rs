//! Tokens made from a JWT template.

use std::collections::BTreeMap;

use serde_json::{Map, Value, json};

use crate::custom_key::{CustomKeyError, CustomSigningKey};
use crate::jws::{Category, seconds};
use crate::keys::{KeyError, SigningKey};
use crate::template::{TemplateKind, is_reserved};

/// What a token made from a template says. Unlike a session token it does not name the session.
#[derive(Clone, Debug, PartialEq)]
pub struct TemplateTokenClaims {
    /// The URL of the Frontend API (see [`crate::issuer`]).
    pub issuer: String,
    pub user_id: String,
    pub issued_at_ms: i64,
    pub lifetime_seconds: i64,
    /// By how much the start of the token's life lies before its issue.
    pub allowed_clock_skew_seconds: i64,
    /// The token's own id (see [`crate::IdSource::jti`]).
    pub jti: String,
    /// The origin that asked for the token; missing if a back end did.
    pub authorized_party: Option<String>,
    /// The evaluated template (see [`crate::evaluate_template`]); claims with a reserved name are left out.
    pub custom: Map<String, Value>,
}

impl TemplateTokenClaims {
    /// The claims by name.
    pub fn to_claims(&self) -> BTreeMap<&str, Value> {
        let issued_at = seconds(self.issued_at_ms);
        let custom = self.custom.iter().filter(|(name, _)| !is_reserved(name, TemplateKind::Named));
        let mut claims: BTreeMap<&str, Value> = custom.map(|(name, value)| (name.as_str(), value.clone())).collect();
        claims.extend([
            ("exp", json!(issued_at.saturating_add(self.lifetime_seconds))),
            ("iat", json!(issued_at)),
            ("iss", json!(self.issuer)),
            ("jti", json!(self.jti)),
            ("nbf", json!(issued_at.saturating_sub(self.allowed_clock_skew_seconds))),
            ("sub", json!(self.user_id)),
        ]);
        if let Some(party) = &self.authorized_party {
            claims.insert("azp", json!(party));
        }
        claims
    }

    /// Signs the token with the instance's key.
    pub fn sign(&self, key: &SigningKey) -> Result<String, KeyError> {
        key.sign(&key.header(Category::Template), &self.to_claims())
    }

    /// Signs the token with the template's own key.
    pub fn sign_custom(&self, key: &CustomSigningKey) -> Result<String, CustomKeyError> {
        key.sign(Category::Template, &self.to_claims())
    }
}
