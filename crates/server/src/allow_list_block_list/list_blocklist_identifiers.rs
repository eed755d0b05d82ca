use frontdesk_contract::Page;
use frontdesk_contract::allow_list_block_list::{BlocklistIdentifier, ListBlocklistIdentifiers};
use frontdesk_storage::Tx;
use frontdesk_storage::listed_identifiers::List;

use super::entry::present_blocked;
use crate::context::Context;
use crate::error::ApiResult;

/// The operation knows no pages: the whole list is answered.
pub(crate) fn list_blocklist_identifiers(
    cx: &Context,
    tx: &mut Tx<'_, '_>,
    _request: &ListBlocklistIdentifiers,
) -> ApiResult<Page<BlocklistIdentifier>> {
    let found = tx.list_listed_identifiers(List::Block, i64::MAX, 0)?;
    let data: Vec<_> = found.into_iter().map(|entry| present_blocked(cx, entry)).collect();
    Ok(Page { total_count: tx.count_listed_identifiers(List::Block)?, data })
}
