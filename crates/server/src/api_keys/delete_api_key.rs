use frontdesk_contract::api_keys::{DeleteApiKey, DeletedApiKey};
use frontdesk_storage::Tx;

use super::get_api_key_row;
use crate::context::Context;
use crate::error::ApiResult;

pub(crate) fn delete_api_key(_: &Context, tx: &mut Tx<'_, '_>, request: &DeleteApiKey) -> ApiResult<DeletedApiKey> {
    let key = get_api_key_row(tx, &request.api_key_id)?;
    tx.delete_api_key(&key)?;
    Ok(DeletedApiKey { object: "api_key".into(), id: key.id, deleted: true })
}
