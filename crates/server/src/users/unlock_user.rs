use frontdesk_contract::users::{UnlockUser, User};
use frontdesk_storage::Tx;

use super::change::change_user;
use super::lock_user::check_lockout;
use super::present::present_user;
use crate::context::Context;
use crate::error::ApiResult;

pub(crate) fn unlock_user(cx: &Context, tx: &mut Tx<'_, '_>, request: &UnlockUser) -> ApiResult<User> {
    check_lockout(cx)?;
    let user = change_user(cx, tx, &request.user_id, |user| {
        user.locked = false;
        user.lockout_expires_at = None;
        user.failed_attempts = None;
        Ok(())
    })?;
    Ok(present_user(cx, user))
}
