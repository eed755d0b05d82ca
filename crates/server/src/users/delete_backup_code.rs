use frontdesk_contract::users::{DeleteBackupCode, SecondFactorRemoval};
use frontdesk_storage::Tx;

use super::change::change_user;
use crate::context::Context;
use crate::error::ApiResult;

pub(crate) fn delete_backup_code(
    cx: &Context,
    tx: &mut Tx<'_, '_>,
    request: &DeleteBackupCode,
) -> ApiResult<SecondFactorRemoval> {
    let user = change_user(cx, tx, &request.user_id, |user| {
        user.backup_codes = None;
        Ok(())
    })?;
    Ok(SecondFactorRemoval { user_id: user.id })
}
