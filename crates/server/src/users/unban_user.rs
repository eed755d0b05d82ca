use frontdesk_contract::users::{UnbanUser, User};
use frontdesk_storage::Tx;

use super::ban_user::set_banned;
use super::change::get_user;
use super::present::present_user;
use crate::context::Context;
use crate::error::ApiResult;

pub(crate) fn unban_user(cx: &Context, tx: &mut Tx<'_, '_>, request: &UnbanUser) -> ApiResult<User> {
    let user = get_user(tx, &request.user_id)?;
    Ok(present_user(cx, set_banned(cx, tx, user, false)?))
}
