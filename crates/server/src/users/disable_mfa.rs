use frontdesk_contract::users::{DisableMfa, SecondFactorRemoval};
use frontdesk_storage::Tx;

use super::change::change_user;
use crate::context::Context;
use crate::error::ApiResult;

pub(crate) fn disable_mfa(cx: &Context, tx: &mut Tx<'_, '_>, request: &DisableMfa) -> ApiResult<SecondFactorRemoval> {
    let user = change_user(cx, tx, &request.user_id, |user| {
        user.totp = None;
        user.backup_codes = None;
        for phone in user.phone_numbers.iter_mut().filter(|phone| phone.reserved_for_second_factor) {
            phone.reserved_for_second_factor = false;
            phone.default_second_factor = false;
            phone.updated_at = cx.now;
        }
        Ok(())
    })?;
    Ok(SecondFactorRemoval { user_id: user.id })
}
