use frontdesk_contract::users::{GetUser, User};
use frontdesk_storage::Tx;

use super::present::present_user;
use crate::context::Context;
use crate::error::{ApiError, ApiResult};

pub(crate) fn get_user(cx: &Context, tx: &mut Tx<'_, '_>, request: &GetUser) -> ApiResult<User> {
    let user = tx.find_user(&request.user_id)?.ok_or_else(|| ApiError::not_found("user", &request.user_id))?;
    Ok(present_user(cx, user))
}
