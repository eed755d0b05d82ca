//! Checking the expired token of a refresh, in the order that the API's errors tell.

use frontdesk_contract::sessions::RefreshSession;
use frontdesk_tokens::{Category, Validation};
use url::Url;

use crate::context::Context;
use crate::error::{ApiResult, kinds};

/// The longest time since its issue, in milliseconds, after which a token can be exchanged.
pub(super) const MAX_AGE: i64 = 24 * 3600 * 1000;

/// A token that may be exchanged, as far as it tells itself.
#[derive(Clone, Debug)]
pub(super) struct ExpiredToken {
    /// What it is remembered by once it was exchanged.
    pub(super) hash: String,
    /// When it was issued, milliseconds since the epoch.
    pub(super) issued_at: i64,
    /// The origin that it was made for.
    pub(super) origin: String,
}

/// Checks the token of `request` and the origin that wants to exchange it.
pub(super) fn check_expired_token(cx: &Context, request: &RefreshSession) -> ApiResult<ExpiredToken> {
    let body = &request.body;
    let unusable = |reason: String| kinds::EXPIRED_SESSION_TOKEN_INVALID.param("expired_token", reason);
    let decoded = cx
        .instance
        .signing_key
        .verify_signature(&body.expired_token)
        .map_err(|error| unusable(format!("The expired token cannot be used: {error}.")))?;
    let claims = &decoded.claims;
    if decoded.header.category() != Some(Category::Session) {
        return Err(unusable("The expired token is not a session token.".to_owned()));
    }
    let validation = Validation::at(cx.now);
    validation
        .allowing_expired()
        .check(claims)
        .map_err(|error| unusable(format!("The expired token cannot be used: {error}.")))?;
    let text = |name: &str| claims.get(name).and_then(|claim| claim.as_str());
    let session_id = text("sid").ok_or_else(|| {
        kinds::EXPIRED_SESSION_TOKEN_MISSING_SID.with("The expired token does not name its session (`sid`).")
    })?;
    if session_id != request.session_id {
        return Err(kinds::REFRESH_SID_MISMATCH.with("The expired token belongs to another session than the path."));
    }
    let origin = origin_of(&body.request_origin).ok_or_else(|| {
        kinds::REFRESH_REQUEST_ORIGIN_INVALID
            .param("request_origin", "The origin must be a scheme, a host and, where needed, a port.")
    })?;
    let party = text("azp").ok_or_else(|| {
        kinds::EXPIRED_SESSION_TOKEN_MISSING_AZP
            .with("The expired token does not name the origin it was made for (`azp`), so no browser may exchange it.")
    })?;
    if origin_of(party).as_ref() != Some(&origin) {
        return Err(kinds::REFRESH_REQUEST_ORIGIN_AZP_MISMATCH
            .param("request_origin", "The expired token was made for another origin."));
    }
    let issued_at = claims.get("iat").and_then(serde_json::Value::as_i64).ok_or_else(|| {
        kinds::SESSION_REFRESH_MISSING_IAT.with("The expired token does not say when it was issued (`iat`).")
    })?;
    let issued_at = issued_at.saturating_mul(1000);
    if cx.now.saturating_sub(issued_at) > MAX_AGE {
        return Err(kinds::SESSION_REFRESH_TOKEN_TOO_OLD
            .with(format!("The expired token was issued more than {} hours ago.", MAX_AGE / 3_600_000)));
    }
    if validation.check(claims).is_ok() {
        return Err(kinds::SESSION_REFRESH_TOKEN_INELIGIBLE.with("The token has not expired yet."));
    }
    Ok(ExpiredToken { hash: crate::hash_secret(&body.expired_token), issued_at, origin: party.to_owned() })
}

/// The origin of a URL in its one spelling; `None` for what has none.
fn origin_of(text: &str) -> Option<String> {
    let origin = Url::parse(text).ok()?.origin();
    origin.is_tuple().then(|| origin.ascii_serialization())
}
