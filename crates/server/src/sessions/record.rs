//! The events of sessions.

use frontdesk_contract::{ApiVersion, Maybe, sessions as api, users};
use frontdesk_storage::Tx;
use frontdesk_storage::sessions::{Session, SessionStatus};
use frontdesk_storage::users::User;
use serde::Serialize;

use super::present::present_session;
use crate::context::Context;
use crate::error::ApiResult;
use crate::events;
use crate::users::present::present_user;

/// What an event of a session shows: the session and its user.
#[derive(Serialize)]
struct SessionData {
    #[serde(flatten)]
    session: api::Session,
    user: users::User,
}

/// Records an event of a session. Events do not show the tasks that a session waits for.
pub(crate) fn record_session(
    cx: &Context,
    tx: &mut Tx<'_, '_>,
    kind: &'static str,
    session: Session,
    user: &User,
) -> ApiResult<()> {
    // Events do not go by the version that the request names.
    let newest = Context { version: ApiVersion::NEWEST, ..cx.clone() };
    let id = session.id.clone();
    let session = api::Session { tasks: Maybe::Absent, ..present_session(&newest, session) };
    let data = SessionData { session, user: present_user(&newest, user.clone()) };
    events::record(cx, tx, kind, &id, &data)
}

/// Records that a session began: one that waits for tasks is pending, and counts as created when they are done.
pub(super) fn record_opened(cx: &Context, tx: &mut Tx<'_, '_>, session: Session, user: &User) -> ApiResult<()> {
    let kind = if session.status == SessionStatus::Pending { "session.pending" } else { "session.created" };
    record_session(cx, tx, kind, session, user)
}

/// Ends the session that a browser had, because it signs out (removed) or in anew (replaced).
pub(crate) fn end_session(cx: &Context, tx: &mut Tx<'_, '_>, id: &str, status: SessionStatus) -> ApiResult<()> {
    let Some(mut session) = tx.find_session(id)?.filter(|session| session.is_usable_at(cx.now)) else { return Ok(()) };
    tx.end_session(id, status, cx.now)?;
    (session.status, session.updated_at) = (status, cx.now);
    // Not `find_user`, which would lock the user after the session.
    if let Some(user) = tx.find_users(std::slice::from_ref(&session.user_id))?.first() {
        let kind = if status == SessionStatus::Removed { "session.removed" } else { "session.ended" };
        record_session(cx, tx, kind, session, user)?;
    }
    Ok(())
}

/// Revokes every session of a user that could still be used.
pub(crate) fn revoke_sessions(cx: &Context, tx: &mut Tx<'_, '_>, user: &User) -> ApiResult<()> {
    for session in tx.revoke_sessions_of_user(&user.id, cx.now)? {
        record_session(cx, tx, "session.revoked", session, user)?;
    }
    Ok(())
}

/// Deletes every session of a user who is about to be deleted. Those that could still be used are revoked first, as far
/// as anybody can see.
pub(crate) fn delete_sessions(cx: &Context, tx: &mut Tx<'_, '_>, user: &User) -> ApiResult<()> {
    for session in tx.usable_sessions_of_user(&user.id, cx.now)? {
        let session = Session { status: SessionStatus::Revoked, updated_at: cx.now, ..session };
        record_session(cx, tx, "session.revoked", session, user)?;
    }
    Ok(tx.delete_sessions_of_user(&user.id)?)
}

/// Notes that a user has done a task that sessions wait for.
pub(crate) fn complete_task(cx: &Context, tx: &mut Tx<'_, '_>, user: &User, task: &str) -> ApiResult<()> {
    for session in tx.complete_session_task(&user.id, task, cx.now)? {
        if session.is_usable_at(cx.now) {
            record_session(cx, tx, "session.created", session, user)?;
        }
    }
    Ok(())
}
