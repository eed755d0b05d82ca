use frontdesk_contract::users::{UnsetUserPasswordCompromised, User};
use frontdesk_storage::Tx;

use super::change::change_user;
use super::present::present_user;
use crate::context::Context;
use crate::error::ApiResult;

pub(crate) fn unset_user_password_compromised(
    cx: &Context,
    tx: &mut Tx<'_, '_>,
    request: &UnsetUserPasswordCompromised,
) -> ApiResult<User> {
    let user = change_user(cx, tx, &request.user_id, |user| {
        user.password_compromised = false;
        Ok(())
    })?;
    tx.complete_session_task(&user.id, "reset-password", cx.now)?;
    Ok(present_user(cx, user))
}
