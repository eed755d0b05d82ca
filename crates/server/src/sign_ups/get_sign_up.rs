use frontdesk_contract::sign_ups::{GetSignUp, SignUp};
use frontdesk_storage::Tx;

use super::present::present_sign_up;
use crate::context::Context;
use crate::error::ApiResult;

pub(crate) fn get_sign_up(cx: &Context, tx: &mut Tx<'_, '_>, request: &GetSignUp) -> ApiResult<SignUp> {
    Ok(present_sign_up(cx, super::find(tx, &request.id)?))
}
