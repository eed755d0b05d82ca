use frontdesk_contract::machines::{GetMachine, Machine};
use frontdesk_storage::Tx;

use super::get_machine_row;
use super::present::present_machine;
use crate::context::Context;
use crate::error::ApiResult;

pub(crate) fn get_machine(cx: &Context, tx: &mut Tx<'_, '_>, request: &GetMachine) -> ApiResult<Machine> {
    let machine = get_machine_row(tx, &request.machine_id)?;
    present_machine(cx, tx, machine)
}
