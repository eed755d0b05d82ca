use frontdesk_contract::allow_list_block_list::{BlocklistIdentifier, CreateBlocklistIdentifier};
use frontdesk_storage::Tx;
use frontdesk_storage::listed_identifiers::List;

use super::entry::{insert, new_entry, present_blocked, read_entry};
use crate::context::Context;
use crate::error::ApiResult;

pub(crate) fn create_blocklist_identifier(
    cx: &Context,
    tx: &mut Tx<'_, '_>,
    request: &CreateBlocklistIdentifier,
) -> ApiResult<BlocklistIdentifier> {
    let (kind, identifier) = read_entry(List::Block, &request.body.identifier)?;
    let entry = new_entry(cx, List::Block, kind, identifier);
    insert(tx, List::Block, &entry)?;
    Ok(present_blocked(cx, entry))
}
