//! Machines: programs that prove to each other which they are, their secret keys, and which may talk to which.

use frontdesk_storage::Tx;
use frontdesk_storage::machines::Machine;

use crate::api::routes;
use crate::error::{ApiError, ApiResult};

mod present;
mod scopes;
mod secret_key;

routes! {
    flow create_machine,
    write create_machine_scope,
    flow delete_machine,
    write delete_machine_scope,
    read get_machine,
    flow get_machine_secret_key,
    read list_machines,
    flow rotate_machine_secret_key,
    write update_machine,
}

/// The machine of that id, or the refusal; inside a unit of work that writes, its row is locked until the end.
pub(crate) fn get_machine_row(tx: &mut Tx<'_, '_>, id: &str) -> ApiResult<Machine> {
    tx.find_machine(id)?.ok_or_else(|| machine_not_found(id))
}

/// The error for a machine that does not exist.
pub(crate) fn machine_not_found(id: &str) -> ApiError {
    ApiError::not_found("machine", id)
}
