use frontdesk_contract::sessions::{CreateSessionToken, SessionToken};

use super::mint::{session_claims, sign_session_token};
use super::session_not_found;
use crate::context::Context;
use crate::error::ApiResult;

pub(crate) async fn create_session_token(cx: Context, request: CreateSessionToken) -> ApiResult<SessionToken> {
    let inner = cx.clone();
    let claims = cx
        .read(move |tx| {
            let id = &request.session_id;
            let session = tx.find_session(id)?.filter(|session| session.is_usable_at(inner.now));
            let session = session.ok_or_else(|| session_not_found(id))?;
            session_claims(&inner, tx, &session, request.body.expires_in_seconds.value().copied(), None)
        })
        .await?;
    Ok(SessionToken { object: "token".into(), jwt: sign_session_token(&cx, claims).await? })
}
