//! Making session tokens. Their claims are gathered in a unit of work; signing needs none.

use std::sync::Arc;

use frontdesk_contract::ApiVersion;
use frontdesk_storage::Tx;
use frontdesk_storage::instances::Settings;
use frontdesk_storage::sessions::{Session, SessionStatus};
use frontdesk_tokens::{SessionStatus as TokenStatus, SessionTokenClaims, TokenVersion, evaluate_template};
use serde_json::{Map, Value};

use super::active_organization::{active_membership, active_organization};
use super::template_context::template_context;
use crate::context::Context;
use crate::error::{ApiError, ApiResult, kinds};

/// The age in minutes of a first factor that nobody verified: the session was made without one.
const NEVER_VERIFIED: i64 = 99_999;
/// The age of a second factor that was never verified.
const NO_SECOND_FACTOR: i64 = -1;

/// Everything that a token of `session` says, issued at the time of the request.
pub(crate) fn session_claims(
    cx: &Context,
    tx: &mut Tx<'_, '_>,
    session: &Session,
    lifetime_seconds: Option<i64>,
    authorized_party: Option<String>,
) -> ApiResult<SessionTokenClaims> {
    let organization = active_membership(cx, tx, session)?.map(|membership| active_organization(cx, membership));
    let details = &session.details;
    let age = |at: Option<i64>, never: i64| at.map_or(never, |at| ((cx.now - at) / 60_000).max(0));
    let pending = session.status == SessionStatus::Pending;
    let mut claims = SessionTokenClaims::new(
        cx.instance.issuer(),
        session.user_id.clone(),
        session.id.clone(),
        cx.now,
        cx.shared.ids.jti(),
    );
    claims.version = token_version(cx.settings(), cx.named_version);
    claims.lifetime_seconds = lifetime_seconds.unwrap_or(cx.settings().session_token_seconds);
    claims.authorized_party = authorized_party;
    claims.status = Some(if pending { TokenStatus::Pending } else { TokenStatus::Active });
    claims.factor_verification_age = (
        age(details.first_factor_verified_at, NEVER_VERIFIED),
        age(details.second_factor_verified_at, NO_SECOND_FACTOR),
    );
    claims.actor = details.actor.clone().map(Value::Object);
    claims.organization = organization;
    if let Some(id) = &cx.settings().session_token_template_id {
        claims.custom = custom_claims(cx, tx, session, id)?;
    }
    Ok(claims)
}

/// The claims that the instance adds to every session token.
fn custom_claims(
    cx: &Context,
    tx: &mut Tx<'_, '_>,
    session: &Session,
    template_id: &str,
) -> ApiResult<Map<String, Value>> {
    let Some(template) = tx.find_jwt_template_by_id(template_id)? else { return Ok(Map::new()) };
    let shortcodes = Value::Object(template.claims);
    let context = template_context(cx, tx, session, &shortcodes)?;
    Ok(match evaluate_template(&shortcodes, &context) {
        Value::Object(claims) => claims,
        _ => Map::new(),
    })
}

/// Version 2 came with 2025-04-10 of the API. A request that names an older one gets the older token; one that names
/// none gets the newer, as does everybody where the instance says so.
fn token_version(settings: &Settings, named: Option<ApiVersion>) -> TokenVersion {
    match settings.session_token_version {
        Some(1) => TokenVersion::V1,
        None if named.is_some_and(|version| version < ApiVersion::V2025_04_10) => TokenVersion::V1,
        _ => TokenVersion::V2,
    }
}

/// Signs a session token on a thread that may block.
pub(crate) async fn sign_session_token(cx: &Context, claims: SessionTokenClaims) -> ApiResult<String> {
    let instance = Arc::clone(&cx.instance);
    cx.blocking(move || claims.sign(&instance.signing_key).map_err(|error| signing_failed(&error))).await?
}

/// The error for a signature that could not be made, which is nobody's but ours.
pub(crate) fn signing_failed(error: &dyn std::error::Error) -> ApiError {
    tracing::error!(%error, "a token could not be signed");
    kinds::INTERNAL.with("The token could not be signed. The log has the reason beside this trace id.")
}
