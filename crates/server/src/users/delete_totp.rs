use frontdesk_contract::users::{DeleteTotp, SecondFactorRemoval};
use frontdesk_storage::Tx;

use super::change::change_user;
use crate::context::Context;
use crate::error::ApiResult;

pub(crate) fn delete_totp(cx: &Context, tx: &mut Tx<'_, '_>, request: &DeleteTotp) -> ApiResult<SecondFactorRemoval> {
    let user = change_user(cx, tx, &request.user_id, |user| {
        user.totp = None;
        Ok(())
    })?;
    Ok(SecondFactorRemoval { user_id: user.id })
}
