use frontdesk_contract::api_keys::{ApiKey, RevokeApiKey};
use frontdesk_storage::Tx;

use super::get_api_key_row;
use super::present::present_key;
use crate::context::Context;
use crate::error::ApiResult;

/// Taking back what was taken back before changes nothing, not even the reason.
pub(crate) fn revoke_api_key(cx: &Context, tx: &mut Tx<'_, '_>, request: &RevokeApiKey) -> ApiResult<ApiKey> {
    let before = get_api_key_row(tx, &request.api_key_id)?;
    let mut key = before.clone();
    if !key.revoked {
        key.revoked = true;
        key.details.revocation_reason = request.body.revocation_reason.value().cloned();
        key.updated_at = cx.now;
        tx.update_api_key(&before, &key)?;
    }
    Ok(present_key(cx, key))
}
