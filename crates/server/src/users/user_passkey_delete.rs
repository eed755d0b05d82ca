use frontdesk_contract::DeletedObject;
use frontdesk_contract::users::UserPasskeyDelete;
use frontdesk_storage::Tx;

use super::change::change_user;
use super::delete_user::deleted;
use crate::context::Context;
use crate::error::{ApiError, ApiResult};

pub(crate) fn user_passkey_delete(
    cx: &Context,
    tx: &mut Tx<'_, '_>,
    request: &UserPasskeyDelete,
) -> ApiResult<DeletedObject> {
    let id = &request.passkey_identification_id;
    change_user(cx, tx, &request.user_id, |user| {
        let position = user.passkeys.iter().position(|passkey| passkey.id == *id);
        let position = position.ok_or_else(|| ApiError::not_found("passkey of this user", id))?;
        user.passkeys.remove(position);
        Ok(())
    })?;
    Ok(deleted("passkey", id.clone()))
}
