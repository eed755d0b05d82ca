use frontdesk_contract::sessions::{RevokeSession, Session};
use frontdesk_storage::Tx;

use super::present::present_session;
use super::session_not_found;
use crate::context::Context;
use crate::error::ApiResult;

pub(crate) fn revoke_session(cx: &Context, tx: &mut Tx<'_, '_>, request: &RevokeSession) -> ApiResult<Session> {
    let id = &request.session_id;
    let mut session = tx.find_session(id)?.ok_or_else(|| session_not_found(id))?;
    // What can no longer be used stays as it is, so that revoking again changes nothing.
    if session.is_usable_at(cx.now) {
        tx.revoke_session(id, cx.now)?;
        session = tx.find_session(id)?.ok_or_else(|| session_not_found(id))?;
    }
    Ok(present_session(cx, session))
}
