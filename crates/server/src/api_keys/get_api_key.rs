use frontdesk_contract::api_keys::{ApiKey, GetApiKey};
use frontdesk_storage::Tx;

use super::get_api_key_row;
use super::present::present_key;
use crate::context::Context;
use crate::error::ApiResult;

pub(crate) fn get_api_key(cx: &Context, tx: &mut Tx<'_, '_>, request: &GetApiKey) -> ApiResult<ApiKey> {
    Ok(present_key(cx, get_api_key_row(tx, &request.api_key_id)?))
}
