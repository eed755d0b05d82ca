use frontdesk_contract::DeletedObject;
use frontdesk_contract::waitlist_entries::DeleteWaitlistEntry;
use frontdesk_storage::Tx;

use super::change::{get_entry, refuse};
use crate::context::Context;
use crate::error::ApiResult;

pub(crate) fn delete_waitlist_entry(
    _cx: &Context,
    tx: &mut Tx<'_, '_>,
    request: &DeleteWaitlistEntry,
) -> ApiResult<DeletedObject> {
    let entry = get_entry(tx, &request.waitlist_entry_id)?;
    if entry.status != "pending" {
        return Err(refuse(&entry));
    }
    tx.delete_waitlist_entry(&entry)?;
    Ok(DeletedObject {
        object: "waitlist_entry".to_owned(),
        id: entry.id,
        slug: None,
        deleted: true,
        external_id: None,
    })
}
