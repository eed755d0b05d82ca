//! Reading the claims of an OAuth access token that is a JWT (RFC 9068).

use serde_json::{Map, Value};

use crate::jws::whole_seconds;
use crate::session_claims::{ClaimsError, text, texts};

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
    pub claims: Map<String, Value>,
}

impl OauthClaims {
    /// Whether the header `typ` announces an access token.
    pub fn is_access_token(typ: &str) -> bool {
        matches!(typ, "at+jwt" | "application/at+jwt")
    }
}

/// Reads the claims of a verified token. Apart from the subject, claims that are missing or misshapen are taken as not
/// said, and grant nothing.
pub fn parse_oauth_claims(claims: Map<String, Value>) -> Result<OauthClaims, ClaimsError> {
    let seconds = |name| claims.get(name).and_then(whole_seconds);
    Ok(OauthClaims {
        user_id: text(&claims, "sub").ok_or(ClaimsError::MissingSubject)?,
        id: text(&claims, "jti"),
        client_id: text(&claims, "client_id"),
        issuer: text(&claims, "iss"),
        // Both ways to write it are in use; the list comes first.
        scopes: match claims.get("scp") {
            None | Some(Value::Null) => {
                let list = claims.get("scope").and_then(Value::as_str).unwrap_or_default();
                list.split_whitespace().map(str::to_owned).collect()
            }
            list => texts(list),
        },
        audiences: texts(claims.get("aud")),
        actor: claims.get("act").filter(|actor| !actor.is_null()).cloned(),
        expires_at_seconds: seconds("exp"),
        issued_at_seconds: seconds("iat"),
        claims,
    })
}
