use frontdesk_contract::users::{SetUserPasswordCompromised, User};
use frontdesk_storage::Tx;

use super::change::change_user;
use super::present::present_user;
use crate::context::Context;
use crate::error::{ApiError, ApiResult, kinds};
use crate::sessions::record::revoke_sessions;

pub(crate) fn set_user_password_compromised(
    cx: &Context,
    tx: &mut Tx<'_, '_>,
    request: &SetUserPasswordCompromised,
) -> ApiResult<User> {
    let user = change_user(cx, tx, &request.user_id, |user| {
        if user.password.is_none() {
            return Err(no_password(&user.id));
        }
        user.password_compromised = true;
        Ok(())
    })?;
    if request.body.revoke_all_sessions.value() == Some(&true) {
        revoke_sessions(cx, tx, &user)?;
    }
    Ok(present_user(cx, user))
}

/// That a user has no password.
pub(super) fn no_password(user_id: &str) -> ApiError {
    kinds::NO_PASSWORD_SET.with(format!("The user {user_id} has no password."))
}
