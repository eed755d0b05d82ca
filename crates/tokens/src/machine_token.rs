//! Tokens with which one machine proves itself to another, as JWTs.

use std::collections::BTreeMap;

use serde_json::{Map, Value, json};

use crate::jws::{Category, seconds};
use crate::keys::{KeyError, SigningKey};

/// Claims that the server sets, and a machine may not.
pub(crate) const RESERVED: &[&str] = &["aud", "exp", "iat", "iss", "jti", "nbf", "sub"];
/// The claim that names the machines a token is good for, beside `aud`.
pub(crate) const SCOPES: &str = "scopes";

/// What a token of a machine says.
#[derive(Clone, Debug, PartialEq)]
pub struct MachineTokenClaims {
    /// The URL of the Frontend API (see [`crate::issuer`]).
    pub issuer: String,
    /// The machine that it speaks for.
    pub machine_id: String,
    /// The token's own id, `mt_…`.
    pub jti: String,
    /// The machines that it is good for.
    pub scopes: Vec<String>,
    pub issued_at_ms: i64,
    pub lifetime_seconds: i64,
    /// What the machine puts into it; claims with a reserved name are left out.
    pub custom: Map<String, Value>,
}

impl MachineTokenClaims {
    /// The first of a machine's own claims that only the server may set. In a JWT the machines that a token is good for
    /// stand among the claims as well.
    pub fn reserved_claim(claims: &Map<String, Value>, is_jwt: bool) -> Option<&str> {
        claims.keys().map(String::as_str).find(|name| RESERVED.contains(name) || (is_jwt && *name == SCOPES))
    }

    /// The claims by name. The official SDK for JavaScript reads the machines from `scopes`, others from `aud`.
    pub fn to_claims(&self) -> BTreeMap<&str, Value> {
        let issued_at = seconds(self.issued_at_ms);
        let custom = self.custom.iter().map(|(name, value)| (name.as_str(), value.clone()));
        let mut claims: BTreeMap<&str, Value> =
            custom.filter(|(name, _)| !RESERVED.contains(name) && *name != SCOPES).collect();
        claims.extend([
            ("aud", json!(self.scopes)),
            ("exp", json!(issued_at.saturating_add(self.lifetime_seconds))),
            ("iat", json!(issued_at)),
            ("iss", json!(self.issuer)),
            ("jti", json!(self.jti)),
            ("nbf", json!(issued_at)),
            (SCOPES, json!(self.scopes.join(" "))),
            ("sub", json!(self.machine_id)),
        ]);
        claims
    }

    /// Signs the token.
    pub fn sign(&self, key: &SigningKey) -> Result<String, KeyError> {
        key.sign(&key.header(Category::Machine), &self.to_claims())
    }
}
