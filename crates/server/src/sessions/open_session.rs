//! Signing a user in: a session on a client of its own.

use frontdesk_storage::Tx;
use frontdesk_storage::clients::Client;
use frontdesk_storage::sessions::{Session, SessionDetails, SessionStatus};
use frontdesk_storage::users::{Claimed, User};

use super::record::record_opened;
use crate::context::Context;
use crate::error::{ApiError, ApiResult};
use crate::users::present::record_user;

/// After how many milliseconds without a sign its client is taken to be gone.
const ABANDONED_AFTER: i64 = 30 * DAY;
const DAY: i64 = 24 * 3600 * 1000;

/// What a sign-in decides about its session.
#[derive(Clone, Debug, Default)]
pub(crate) struct NewSession {
    /// Its id; a new one if not given.
    pub(crate) id: Option<String>,
    /// The organization that is active; the user is a member of it.
    pub(crate) organization_id: Option<String>,
    /// The hash of the token that renews the session, when a browser holds one.
    pub(crate) refresh_token_hash: Option<String>,
    /// The hash of the client's secret, when a browser holds it.
    pub(crate) rotating_token_hash: Option<String>,
    /// How many seconds it lasts at most, if less than the instance says.
    pub(crate) max_duration_seconds: Option<i64>,
    /// Actor, factors, activity. The tasks are added here.
    pub(crate) details: SessionDetails,
}

/// Signs `user` in at the time of the request.
pub(crate) fn open_session(
    cx: &Context,
    tx: &mut Tx<'_, '_>,
    user: &User,
    new: NewSession,
) -> ApiResult<(Session, Client)> {
    let now = cx.now;
    let client = Client {
        id: cx.new_id("client"),
        rotating_token_hash: new.rotating_token_hash,
        created_at: now,
        updated_at: now,
    };
    let mut details = new.details;
    // An actor cannot do what only the user can.
    let is_user = details.actor.is_none();
    if user.password_compromised && is_user {
        details.tasks.push("reset-password".to_owned());
    }
    let lifetime = cx.settings().session_lifetime_seconds;
    let lifetime = new.max_duration_seconds.map_or(lifetime, |most| most.min(lifetime)).saturating_mul(1000);
    let session = Session {
        id: new.id.unwrap_or_else(|| cx.new_id("sess")),
        user_id: user.id.clone(),
        client_id: client.id.clone(),
        status: if details.tasks.is_empty() { SessionStatus::Active } else { SessionStatus::Pending },
        organization_id: new.organization_id,
        created_at: now,
        updated_at: now,
        last_active_at: now,
        expire_at: now.saturating_add(lifetime),
        abandon_at: now.saturating_add(ABANDONED_AFTER.max(lifetime)),
        refresh_token_hash: new.refresh_token_hash,
        details,
    };
    tx.insert_client(&client)?;
    tx.insert_session(&session)?;
    // Somebody else's visit says nothing about when the user was here.
    let user = if is_user { note_sign_in(cx, tx, user)? } else { user.clone() };
    record_opened(cx, tx, session.clone(), &user)?;
    if is_user {
        record_user(cx, tx, "user.updated", &user)?;
    }
    Ok((session, client))
}

fn note_sign_in(cx: &Context, tx: &mut Tx<'_, '_>, user: &User) -> ApiResult<User> {
    let now = cx.now;
    let mut after = user.clone();
    after.last_sign_in_at = Some(now);
    after.last_active_at = Some(now);
    after.updated_at = now;
    match tx.update_user(user, &after)? {
        Claimed::All => Ok(after),
        // No identifier changes here.
        Claimed::Taken(_, value) => Err(ApiError::from(frontdesk_storage::StorageError::Unique(value))),
    }
}
