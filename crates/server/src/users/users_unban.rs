use frontdesk_contract::users::{User, UsersUnban};
use frontdesk_storage::Tx;

use super::users_ban::set_all_banned;
use crate::context::Context;
use crate::error::ApiResult;

pub(crate) fn users_unban(cx: &Context, tx: &mut Tx<'_, '_>, request: &UsersUnban) -> ApiResult<Vec<User>> {
    set_all_banned(cx, tx, &request.body.user_ids, false)
}
