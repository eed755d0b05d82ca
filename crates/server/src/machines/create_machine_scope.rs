use frontdesk_contract::machines::{CreateMachineScope, MachineScope};
use frontdesk_storage::Tx;

use super::get_machine_row;
use super::scopes::{MOST_SCOPES, keep_targets};
use crate::context::Context;
use crate::error::{ApiResult, kinds};

pub(crate) fn create_machine_scope(
    cx: &Context,
    tx: &mut Tx<'_, '_>,
    request: &CreateMachineScope,
) -> ApiResult<MachineScope> {
    let (from, to) = (&request.machine_id, &request.body.to_machine_id);
    get_machine_row(tx, from)?;
    if from == to {
        return Err(kinds::FORM_PARAM_VALUE_INVALID
            .param("to_machine_id", "A machine needs no access to itself. Name another one."));
    }
    keep_targets(tx, "to_machine_id", std::slice::from_ref(to))?;
    if !tx.insert_machine_scopes(from, std::slice::from_ref(to), cx.now)? {
        return Err(kinds::CONFLICT.with(format!("The machine {from} has access to {to} already.")));
    }
    if tx.count_machine_scopes(from)? > MOST_SCOPES {
        return Err(kinds::FORM_PARAM_ARRAY_SIZE_EXCEEDED.param(
            "to_machine_id",
            format!("The machine {from} has access to {MOST_SCOPES} others, which is the most. Take one away first."),
        ));
    }
    Ok(MachineScope {
        object: "machine_scope".into(),
        from_machine_id: from.clone(),
        to_machine_id: to.clone(),
        created_at: cx.now,
    })
}
