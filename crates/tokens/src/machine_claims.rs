//! Reading the claims of a machine's token.

use serde_json::{Map, Value};

use crate::jws::whole_seconds;
use crate::machine_token::{RESERVED, SCOPES};
use crate::session_claims::{ClaimsError, text, texts};

/// What a machine's token says.
#[derive(Clone, Debug, PartialEq)]
pub struct MachineClaims {
    /// The machine that it speaks for, `mch_…`.
    pub machine_id: String,
    /// The token's own id, `mt_…`.
    pub id: Option<String>,
    pub issuer: Option<String>,
    /// The machines that it is good for.
    pub scopes: Vec<String>,
    pub expires_at_seconds: Option<i64>,
    pub issued_at_seconds: Option<i64>,
    /// What the machine put into it.
    pub custom: Map<String, Value>,
}

/// What the ids of machines begin with.
const MACHINE: &str = "mch_";

impl MachineClaims {
    /// Whether this is how a machine is called in the claim `sub`.
    pub fn is_machine(subject: &str) -> bool {
        subject.starts_with(MACHINE)
    }
}

/// Reads the claims of a verified token. Apart from the subject, claims that are missing or misshapen are taken as not
/// said, and grant nothing.
pub fn parse_machine_claims(mut claims: Map<String, Value>) -> Result<MachineClaims, ClaimsError> {
    let machine_id = text(&claims, "sub").ok_or(ClaimsError::MissingSubject)?;
    if !MachineClaims::is_machine(&machine_id) {
        return Err(ClaimsError::NoMachine);
    }
    let scopes = match claims.get(SCOPES).and_then(Value::as_str) {
        Some(list) => list.split_whitespace().map(str::to_owned).collect(),
        None => texts(claims.get("aud")),
    };
    let (id, issuer) = (text(&claims, "jti"), text(&claims, "iss"));
    let seconds = |name| claims.get(name).and_then(whole_seconds);
    let (expires_at_seconds, issued_at_seconds) = (seconds("exp"), seconds("iat"));
    claims.retain(|name, _| !RESERVED.contains(&name.as_str()) && name != SCOPES);
    Ok(MachineClaims { machine_id, id, issuer, scopes, expires_at_seconds, issued_at_seconds, custom: claims })
}
