//! Attempts to prove to be a user: those that fail are counted until one succeeds, and too many lock the user out.

use frontdesk_storage::Tx;
use frontdesk_storage::users::{Claimed, User};

use super::change::save_user;
use super::lock_user::lock;
use super::present::is_locked;
use crate::context::Context;
use crate::error::ApiResult;

/// Counts an attempt that failed. Locking the user out is a change that others are told of; counting is none.
pub(crate) fn note_failed_attempt(cx: &Context, tx: &mut Tx<'_, '_>, user_id: &str) -> ApiResult<()> {
    if !cx.settings().lockout_enabled {
        return Ok(());
    }
    let Some(before) = tx.find_user(user_id)?.filter(|user| !is_locked(user, cx.now)) else { return Ok(()) };
    let mut user = before.clone();
    forgive(&mut user, before.locked);
    let failed = user.failed_attempts.unwrap_or(0) + 1;
    user.failed_attempts = Some(failed);
    if failed < cx.settings().lockout_attempts {
        tx.update_user(&before, &user)?;
        return Ok(());
    }
    lock(cx, &mut user);
    save_user(cx, tx, &before, user).map(drop)
}

/// Forgets the attempts that failed, since one succeeded. Gives the user as it is stored then.
pub(crate) fn note_success(tx: &mut Tx<'_, '_>, before: User) -> ApiResult<User> {
    let mut user = before.clone();
    forgive(&mut user, true);
    if user != before && tx.update_user(&before, &user)? == Claimed::All {
        return Ok(user);
    }
    Ok(before)
}

/// A lock that has run out gives every attempt back, and so does a success.
fn forgive(user: &mut User, all: bool) {
    if all {
        (user.locked, user.lockout_expires_at, user.failed_attempts) = (false, None, None);
    }
}
