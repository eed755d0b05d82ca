use frontdesk_contract::sessions::{Cookies, RefreshSession, SessionRefresh, SessionRefreshFormat, Token};
use frontdesk_storage::Tx;
use frontdesk_storage::sessions::Session;
use frontdesk_tokens::SessionTokenClaims;

use super::cookies::session_cookies;
use super::expired_token::{ExpiredToken, MAX_AGE, check_expired_token};
use super::mint::{session_claims, sign_session_token};
use crate::context::Context;
use crate::error::{ApiError, ApiResult, kinds};

/// Exchanges an expired session token for a new one. Every refusal is a 401, upon which SDKs fall
/// back to a handshake with the browser.
pub(crate) async fn refresh_session(cx: Context, request: RefreshSession) -> ApiResult<SessionRefresh> {
    let token = check_expired_token(&cx, &request)?;
    let cookies = request.body.format.value() == Some(&SessionRefreshFormat::Cookie);
    let inner = cx.clone();
    let (session, claims) = cx.write(move |tx| exchange(&inner, tx, &request, &token)).await?;
    let jwt = sign_session_token(&cx, claims).await?;
    Ok(if cookies {
        SessionRefresh::Cookies(Cookies { object: "cookies".into(), cookies: session_cookies(&cx, &session, &jwt) })
    } else {
        SessionRefresh::Token(Token { object: "token".into(), jwt })
    })
}

fn exchange(
    cx: &Context,
    tx: &mut Tx<'_, '_>,
    request: &RefreshSession,
    token: &ExpiredToken,
) -> ApiResult<(Session, SessionTokenClaims)> {
    let id = &request.session_id;
    let session = tx.find_session(id)?.ok_or_else(|| {
        kinds::SESSION_REFRESH_SESSION_NOT_FOUND.with(format!("There is no session with the id {id} in this instance."))
    })?;
    if !session.is_usable_at(cx.now) {
        return Err(kinds::SESSION_REFRESH_INACTIVE_SESSION
            .with(format!("The session is {} and cannot be renewed.", session.status_at(cx.now).as_str())));
    }
    if tx.find_user(&session.user_id)?.is_none() {
        return Err(kinds::SESSION_REFRESH_USER_NOT_FOUND.with("The user of this session does not exist any more."));
    }
    if tx.is_token_refreshed(id, &token.hash)? {
        return Err(consumed());
    }
    let given = crate::hash_secret(&request.body.refresh_token);
    if session.refresh_token_hash.as_ref() != Some(&given) {
        return Err(kinds::REFRESH_TOKEN_NOT_FOUND.param("refresh_token", "The session has another refresh token."));
    }
    if !tx.insert_refreshed_token(id, &token.hash, token.issued_at, cx.now - MAX_AGE)? {
        return Err(consumed());
    }
    tx.touch_session(id, cx.now)?;
    let claims = session_claims(cx, tx, &session, None, Some(token.origin.clone()))?;
    Ok((session, claims))
}

fn consumed() -> ApiError {
    kinds::SESSION_REFRESH_TOKEN_CONSUMED.with("The expired token was exchanged for a new one before.")
}
