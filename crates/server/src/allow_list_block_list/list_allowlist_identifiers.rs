use frontdesk_contract::Listing;
use frontdesk_contract::allow_list_block_list::{AllowlistIdentifier, ListAllowlistIdentifiers};
use frontdesk_storage::Tx;
use frontdesk_storage::listed_identifiers::List;

use super::entry::present_allowed;
use crate::context::Context;
use crate::error::ApiResult;
use crate::listing::{DEFAULT_LIMIT, listing};

pub(crate) fn list_allowlist_identifiers(
    cx: &Context,
    tx: &mut Tx<'_, '_>,
    request: &ListAllowlistIdentifiers,
) -> ApiResult<Listing<AllowlistIdentifier>> {
    let (limit, offset) = (request.limit.unwrap_or(DEFAULT_LIMIT), request.offset.unwrap_or(0));
    let found = tx.list_listed_identifiers(List::Allow, limit, offset)?;
    let data = found.into_iter().map(|entry| present_allowed(cx, entry)).collect();
    listing(request.paginated, data, || Ok(tx.count_listed_identifiers(List::Allow)?))
}
