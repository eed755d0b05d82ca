use frontdesk_contract::users::{RemoveUserPassword, User};
use frontdesk_storage::Tx;

use super::change::{get_user, save_user};
use super::present::present_user;
use crate::context::Context;
use crate::error::ApiResult;

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
    tx.complete_session_task(&user.id, "reset-password", cx.now)?;
    if request.body.sign_out_of_other_sessions == Some(true) {
        tx.revoke_sessions_of_user(&user.id, cx.now)?;
    }
    Ok(present_user(cx, user))
}
