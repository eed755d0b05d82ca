use frontdesk_contract::DeletedObject;
use frontdesk_contract::allow_list_block_list::DeleteBlocklistIdentifier;
use frontdesk_storage::Tx;
use frontdesk_storage::listed_identifiers::List;

use super::entry::delete;
use crate::context::Context;
use crate::error::ApiResult;

pub(crate) fn delete_blocklist_identifier(
    _cx: &Context,
    tx: &mut Tx<'_, '_>,
    request: &DeleteBlocklistIdentifier,
) -> ApiResult<DeletedObject> {
    delete(tx, List::Block, &request.identifier_id)
}
