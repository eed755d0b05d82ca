use frontdesk_contract::Page;
use frontdesk_contract::machines::{ListMachines, Machine};
use frontdesk_storage::Tx;
use frontdesk_storage::machines::MachineOrder;

use super::present::present_machines;
use crate::context::Context;
use crate::error::ApiResult;
use crate::listing::DEFAULT_LIMIT;
use crate::order::parse_order;
use crate::users::filter::given;

pub(crate) fn list_machines(cx: &Context, tx: &mut Tx<'_, '_>, request: &ListMachines) -> ApiResult<Page<Machine>> {
    let order = parse_order(request.order_by.as_deref(), "-created_at", "created_at, name", |name| {
        Some(match name {
            "created_at" => MachineOrder::CreatedAt,
            "name" => MachineOrder::Name,
            _ => return None,
        })
    })?;
    let query = given(&request.query);
    let (limit, offset) = (request.limit.unwrap_or(DEFAULT_LIMIT), request.offset.unwrap_or(0));
    let machines = tx.list_machines(query.as_deref(), order, limit, offset)?;
    let total_count = tx.count_machines(query.as_deref())?;
    Ok(Page { data: present_machines(cx, tx, machines)?, total_count })
}
