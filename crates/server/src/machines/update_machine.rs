use frontdesk_contract::machines::{Machine, UpdateMachine};
use frontdesk_storage::Tx;

use super::get_machine_row;
use super::present::present_machine;
use crate::context::Context;
use crate::error::ApiResult;

pub(crate) fn update_machine(cx: &Context, tx: &mut Tx<'_, '_>, request: &UpdateMachine) -> ApiResult<Machine> {
    let before = get_machine_row(tx, &request.machine_id)?;
    let mut machine = before.clone();
    if let Some(name) = &request.body.name {
        machine.name.clone_from(name);
    }
    if let Some(seconds) = request.body.default_token_ttl {
        machine.default_token_ttl = seconds;
    }
    if machine != before {
        machine.updated_at = cx.now;
        tx.update_machine(&machine)?;
    }
    present_machine(cx, tx, machine)
}
