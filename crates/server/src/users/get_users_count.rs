use frontdesk_contract::users::{GetUsersCount, TotalCount};
use frontdesk_storage::Tx;

use super::filter;
use crate::context::Context;
use crate::error::ApiResult;

pub(crate) fn get_users_count(_: &Context, tx: &mut Tx<'_, '_>, request: &GetUsersCount) -> ApiResult<TotalCount> {
    let total_count = tx.count_users(&filter::of_count(request)?)?;
    Ok(TotalCount { object: "total_count".into(), total_count })
}
