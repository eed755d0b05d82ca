//! Reading the claims of an OAuth access token that is a JWT (RFC 9068).

use serde_json::Value;

use crate::claims::{AllClaims, Claims};
use crate::session_claims::{ClaimsError, texts};

/// What an OAuth access token says.
#[derive(Clone, Debug, PartialEq)]
pub struct OauthClaims {
    /// The user who consented, `user_…`.
    pub user_id: String,
    /// The token's own id, `oat_…`.
    pub id: Option<String>,
    /// The client that it was issued to.
    pub client_id: Option<String>,
    pub issuer: Option<String>,
    /// What it may be used for.
    pub scopes: Vec<String>,
    /// Whom it is for; empty if it does not say.
    pub audiences: Vec<String>,
    /// Who acts in the user's place.
    pub actor: Option<Value>,
    pub expires_at_seconds: Option<i64>,
    pub issued_at_seconds: Option<i64>,
    /// All claims as they came.
    pub claims: AllClaims,
}

impl OauthClaims {
    /// Whether the header `typ` announces an access token.
    pub fn is_access_token(typ: &str) -> bool {
        matches!(typ, "at+jwt" | "application/at+jwt")
    }
}

/// Reads the claims of a verified token. Apart from the subject, claims that are missing or misshapen are taken as not
/// said, and grant nothing.
pub fn parse_oauth_claims(claims: Claims) -> Result<OauthClaims, ClaimsError> {
    let Claims { known, all } = claims;
    Ok(OauthClaims {
        user_id: known.sub.into_option().ok_or(ClaimsError::MissingSubject)?,
        id: known.jti.into_option(),
        client_id: known.client_id.into_option(),
        issuer: known.iss.into_option(),
        // Both ways to write it are in use; the list comes first.
        scopes: match known.scp {
            None => known.scope.text().unwrap_or_default().split_whitespace().map(str::to_owned).collect(),
            list => texts(list),
        },
        audiences: texts(known.aud),
        actor: known.act,
        expires_at_seconds: known.exp.into_option(),
        issued_at_seconds: known.iat.into_option(),
        claims: all,
    })
}
