use frontdesk_contract::Listing;
use frontdesk_contract::sessions::{GetSessionList, Session};
use frontdesk_storage::Tx;
use frontdesk_storage::sessions::{SessionFilter, SessionStatus};

use super::present::{knows_pending, present_session};
use crate::context::Context;
use crate::error::ApiResult;
use crate::listing::{DEFAULT_LIMIT, listing};

pub(crate) fn get_session_list(
    cx: &Context,
    tx: &mut Tx<'_, '_>,
    request: &GetSessionList,
) -> ApiResult<Listing<Session>> {
    // Without a user or a client there is nothing to list: not every session of the instance.
    if request.user_id.is_none() && request.client_id.is_none() {
        return listing(request.paginated, Vec::new(), || Ok(0));
    }
    let filter = SessionFilter {
        user_id: request.user_id.clone(),
        client_id: request.client_id.clone(),
        statuses: request.status.as_ref().map_or_else(Vec::new, |status| statuses(cx, status.as_str())),
    };
    let (limit, offset) = (request.limit.unwrap_or(DEFAULT_LIMIT), request.offset.unwrap_or(0));
    let sessions = tx.list_sessions(&filter, cx.now, limit, offset)?;
    let sessions = sessions.into_iter().map(|session| present_session(cx, session)).collect();
    listing(request.paginated, sessions, || Ok(tx.count_sessions(&filter, cx.now)?))
}

/// The stored statuses that the version of the request shows by that name.
fn statuses(cx: &Context, name: &str) -> Vec<SessionStatus> {
    let mut statuses = Vec::from_iter(SessionStatus::from_name(name));
    if statuses == [SessionStatus::Active] && !knows_pending(cx.version) {
        statuses.push(SessionStatus::Pending);
    }
    statuses
}
