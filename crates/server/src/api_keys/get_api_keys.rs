use frontdesk_contract::api_keys::{ApiKey, ApiKeysPage, GetApiKeys, IncludeInvalidApiKeys};
use frontdesk_storage::Tx;
use frontdesk_storage::api_keys::ApiKeyFilter;

use super::create_api_key::DEFAULT_TYPE;
use super::keep_subject;
use super::present::present_key;
use crate::context::Context;
use crate::error::ApiResult;
use crate::listing::DEFAULT_LIMIT;
use crate::users::filter::given;

pub(crate) fn get_api_keys(cx: &Context, tx: &mut Tx<'_, '_>, request: &GetApiKeys) -> ApiResult<ApiKeysPage> {
    keep_subject(tx, &request.subject)?;
    let filter = ApiKeyFilter {
        subject: request.subject.clone(),
        r#type: request.r#type.clone().unwrap_or_else(|| DEFAULT_TYPE.to_owned()),
        invalid: matches!(request.include_invalid, Some(IncludeInvalidApiKeys::True)),
        query: given(&request.query),
        now: cx.now,
    };
    let (limit, offset) = (request.limit.unwrap_or(DEFAULT_LIMIT), request.offset.unwrap_or(0));
    let keys = tx.list_api_keys(&filter, limit, offset)?;
    let total_count = tx.count_api_keys(&filter)?;
    let data: Vec<ApiKey> = keys.into_iter().map(|key| present_key(cx, key)).collect();
    Ok(ApiKeysPage { api_keys: Some(data.clone()), data, total_count })
}
