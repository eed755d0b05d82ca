use frontdesk_contract::sessions::{GetSession, Session};
use frontdesk_storage::Tx;

use super::present::present_session;
use super::session_not_found;
use crate::context::Context;
use crate::error::ApiResult;

pub(crate) fn get_session(cx: &Context, tx: &mut Tx<'_, '_>, request: &GetSession) -> ApiResult<Session> {
    let session = tx.find_session(&request.session_id)?.ok_or_else(|| session_not_found(&request.session_id))?;
    Ok(present_session(cx, session))
}
