use frontdesk_contract::users::{UnsetUserPasswordCompromised, User};
use frontdesk_storage::Tx;

use super::change::change_user;
use super::present::present_user;
use crate::context::Context;
use crate::error::ApiResult;
use crate::sessions::record::complete_task;

pub(crate) fn unset_user_password_compromised(
    cx: &Context,
    tx: &mut Tx<'_, '_>,
    request: &UnsetUserPasswordCompromised,
) -> ApiResult<User> {
    let user = change_user(cx, tx, &request.user_id, |user| {
        user.password_compromised = false;
        Ok(())
    })?;
    complete_task(cx, tx, &user, "reset-password")?;
    Ok(present_user(cx, user))
}
