//! ID tokens, which tell a client who has signed in to it.

use frontdesk_storage::oauth_grants::OauthGrant;
use frontdesk_tokens::Header;
use serde_json::{Map, Value, json};

use super::profile::{Person, own_claims, standard_claims};
use crate::context::Context;
use crate::error::ApiResult;
use crate::oauth_tokens::ACCESS_TOKEN_SECONDS;
use crate::sessions::mint::signing_failed;

/// The scope that asks for one.
const OPENID: &str = "openid";

/// The claims of the ID token that belongs to a grant; `None` where nobody asked for one.
pub(super) fn claims(
    cx: &Context,
    grant: &OauthGrant,
    person: &Person,
    client_id: &str,
    scopes: &[String],
) -> Option<Map<String, Value>> {
    if !scopes.iter().any(|scope| scope == OPENID) {
        return None;
    }
    let issued_at = cx.now.div_euclid(1000);
    let mut claims = standard_claims(cx, &person.user, scopes);
    claims.extend(own_claims(person, scopes));
    // A claim that has nothing to say is left out of a token.
    claims.retain(|_, value| !value.is_null());
    claims.insert("iss".to_owned(), json!(cx.instance.issuer()));
    claims.insert("sub".to_owned(), json!(grant.user_id));
    claims.insert("aud".to_owned(), json!(client_id));
    claims.insert("iat".to_owned(), json!(issued_at));
    claims.insert("exp".to_owned(), json!(issued_at + ACCESS_TOKEN_SECONDS));
    if let Some(at) = grant.details.authenticated_at {
        claims.insert("auth_time".to_owned(), json!(at.div_euclid(1000)));
    }
    if let Some(nonce) = &grant.details.code.nonce {
        claims.insert("nonce".to_owned(), json!(nonce));
    }
    Some(claims)
}

/// Signs an ID token. Takes a while, so it belongs on a thread that may block.
pub(super) fn sign(cx: &Context, claims: &Map<String, Value>) -> ApiResult<String> {
    let key = &cx.instance.signing_key;
    let (alg, typ) = ("RS256".to_owned(), Some("JWT".to_owned()));
    let header = Header { alg, cat: None, kid: Some(key.kid().to_owned()), typ };
    key.sign(&header, claims).map_err(|error| signing_failed(&error))
}
