use frontdesk_contract::machines::{DeleteMachineScope, DeletedMachineScope};
use frontdesk_storage::Tx;

use super::get_machine_row;
use crate::context::Context;
use crate::error::{ApiResult, kinds};

pub(crate) fn delete_machine_scope(
    _: &Context,
    tx: &mut Tx<'_, '_>,
    request: &DeleteMachineScope,
) -> ApiResult<DeletedMachineScope> {
    let (from, to) = (&request.machine_id, &request.other_machine_id);
    get_machine_row(tx, from)?;
    if !tx.delete_machine_scope(from, to)? {
        return Err(kinds::RESOURCE_NOT_FOUND.with(format!("The machine {from} has no access to a machine {to}.")));
    }
    Ok(DeletedMachineScope {
        object: "machine_scope".into(),
        from_machine_id: from.clone(),
        to_machine_id: to.clone(),
        deleted: true,
    })
}
