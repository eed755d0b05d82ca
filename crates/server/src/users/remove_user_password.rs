use frontdesk_contract::users::{RemoveUserPassword, User};
use frontdesk_storage::Tx;

use super::change::{get_user, save_user};
use super::present::present_user;
use crate::context::Context;
use crate::error::ApiResult;
use crate::sessions::record::{complete_task, revoke_sessions};

pub(crate) fn remove_user_password(cx: &Context, tx: &mut Tx<'_, '_>, request: &RemoveUserPassword) -> ApiResult<User> {
    let before = get_user(tx, &request.user_id)?;
    if before.password.is_none() {
        return Ok(present_user(cx, before));
    }
    let mut user = before.clone();
    user.password = None;
    user.password_last_updated_at = None;
    user.password_compromised = false;
    let user = save_user(cx, tx, &before, user)?;
    // Nothing is left that would have to be reset.
    complete_task(cx, tx, &user, "reset-password")?;
    if request.body.sign_out_of_other_sessions == Some(true) {
        revoke_sessions(cx, tx, &user)?;
    }
    Ok(present_user(cx, user))
}
