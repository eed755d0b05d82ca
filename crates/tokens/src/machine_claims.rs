//! Reading the claims of a machine's token.

use serde_json::{Map, Value};

use crate::claims::Claims;
use crate::machine_token::{RESERVED, SCOPES};
use crate::session_claims::{ClaimsError, texts};

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
pub fn parse_machine_claims(claims: Claims) -> Result<MachineClaims, ClaimsError> {
    let Claims { known, all } = claims;
    let machine_id = known.sub.into_option().ok_or(ClaimsError::MissingSubject)?;
    if !MachineClaims::is_machine(&machine_id) {
        return Err(ClaimsError::NoMachine);
    }
    let of_server = [&known.iss, &known.jti, &known.scopes].into_iter().filter(|text| !text.is_missing()).count()
        + [&known.exp, &known.iat, &known.nbf].into_iter().filter(|time| !time.is_missing()).count()
        + usize::from(known.aud.is_some());
    let custom = if known.count == of_server + 1 {
        Map::new()
    } else {
        let is_custom = |name: &String| !RESERVED.contains(&name.as_str()) && name != SCOPES;
        all.iter().filter(|(name, _)| is_custom(name)).map(|(name, value)| (name.clone(), value.clone())).collect()
    };
    Ok(MachineClaims {
        machine_id,
        id: known.jti.into_option(),
        issuer: known.iss.into_option(),
        scopes: match known.scopes.text() {
            Some(list) => list.split_whitespace().map(str::to_owned).collect(),
            None => texts(known.aud),
        },
        expires_at_seconds: known.exp.into_option(),
        issued_at_seconds: known.iat.into_option(),
        custom,
    })
}
