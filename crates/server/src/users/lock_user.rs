use frontdesk_contract::users::{LockUser, User};
use frontdesk_storage::{Tx, users as stored};

use super::change::change_user;
use super::present::{is_locked, present_user};
use crate::context::Context;
use crate::error::{ApiResult, kinds};

pub(crate) fn lock_user(cx: &Context, tx: &mut Tx<'_, '_>, request: &LockUser) -> ApiResult<User> {
    check_lockout(cx)?;
    let user = change_user(cx, tx, &request.user_id, |user| {
        if !is_locked(user, cx.now) {
            lock(cx, user);
        }
        Ok(())
    })?;
    Ok(present_user(cx, user))
}

/// Refuses what needs the lockout of users on an instance that has it switched off.
pub(super) fn check_lockout(cx: &Context) -> ApiResult<()> {
    if cx.settings().lockout_enabled {
        return Ok(());
    }
    Err(kinds::FEATURE_NOT_ENABLED.with("This instance does not lock users out."))
}

/// Locks a user for as long as the instance says.
pub(super) fn lock(cx: &Context, user: &mut stored::User) {
    user.locked = true;
    user.lockout_expires_at = cx.settings().lockout_seconds.map(|seconds| cx.now + seconds * 1000);
}
