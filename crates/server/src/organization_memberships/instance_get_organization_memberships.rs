use frontdesk_contract::Page;
use frontdesk_contract::organization_memberships::{InstanceGetOrganizationMemberships, OrganizationMembership};
use frontdesk_storage::Tx;
use frontdesk_storage::organization_memberships::{MembershipFilter, MembershipOrder, MembershipPage};

use super::filter::ORDERS;
use super::present::present_memberships;
use crate::context::Context;
use crate::error::ApiResult;
use crate::order::parse_order;
use crate::organizations::access::require_enabled;

pub(crate) fn instance_get_organization_memberships(
    cx: &Context,
    tx: &mut Tx<'_, '_>,
    request: &InstanceGetOrganizationMemberships,
) -> ApiResult<Page<OrganizationMembership>> {
    require_enabled(cx)?;
    let (order, descending) = parse_order(request.order_by.as_deref(), "-created_at", ORDERS, MembershipOrder::parse)?;
    let (limit, offset) = (request.limit.unwrap_or(10), request.offset.unwrap_or(0));
    let filter = MembershipFilter::default();
    let memberships = tx.list_memberships(&filter, &MembershipPage { order, descending, limit, offset })?;
    let data = present_memberships(cx, tx, memberships)?;
    Ok(Page { data, total_count: tx.count_memberships(&filter)? })
}
