use frontdesk_contract::api_keys::{ApiKeySecret, GetApiKeySecret};

use super::get_api_key_row;
use crate::context::Context;
use crate::error::ApiResult;
use crate::sealed::{Purpose, open};

pub(crate) async fn get_api_key_secret(cx: Context, request: GetApiKeySecret) -> ApiResult<ApiKeySecret> {
    let key = cx.read(move |tx| get_api_key_row(tx, &request.api_key_id)).await?;
    Ok(ApiKeySecret { secret: open(&cx, Purpose::ApiKey, &key.id, &key.sealed)? })
}
