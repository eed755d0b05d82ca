use frontdesk_contract::sessions::{RevokeSession, Session};
use frontdesk_storage::Tx;
use frontdesk_storage::sessions::SessionStatus;

use super::present::present_session;
use super::record::record_session;
use super::session_not_found;
use crate::context::Context;
use crate::error::ApiResult;

pub(crate) fn revoke_session(cx: &Context, tx: &mut Tx<'_, '_>, request: &RevokeSession) -> ApiResult<Session> {
    let id = &request.session_id;
    let mut session = tx.find_session(id)?.ok_or_else(|| session_not_found(id))?;
    // What can no longer be used stays as it is, so that revoking again changes nothing.
    if session.is_usable_at(cx.now) {
        tx.end_session(id, SessionStatus::Revoked, cx.now)?;
        session = tx.find_session(id)?.ok_or_else(|| session_not_found(id))?;
        // Not `find_user`, which would lock the user after the session.
        let users = tx.find_users(std::slice::from_ref(&session.user_id))?;
        if let Some(user) = users.first() {
            record_session(cx, tx, "session.revoked", session.clone(), user)?;
        }
    }
    Ok(present_session(cx, session))
}
