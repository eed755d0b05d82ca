use frontdesk_contract::Page;
use frontdesk_contract::organization_memberships::{ListOrganizationMemberships, OrganizationMembership};
use frontdesk_storage::Tx;
use frontdesk_storage::organization_memberships::{MembershipOrder, MembershipPage};

use super::filter;
use super::present::present_memberships;
use crate::context::Context;
use crate::error::ApiResult;
use crate::order::parse_order;
use crate::organizations::access::get_organization;

pub(crate) fn list_organization_memberships(
    cx: &Context,
    tx: &mut Tx<'_, '_>,
    request: &ListOrganizationMemberships,
) -> ApiResult<Page<OrganizationMembership>> {
    let (order, descending) =
        parse_order(request.order_by.as_deref(), "-created_at", filter::ORDERS, MembershipOrder::parse)?;
    let organization = get_organization(cx, tx, &request.organization_id)?;
    let filter = filter::read(request, &organization.id)?;
    let (limit, offset) = (request.limit.unwrap_or(10), request.offset.unwrap_or(0));
    let memberships = tx.list_memberships(&filter, &MembershipPage { order, descending, limit, offset })?;
    let data = present_memberships(cx, tx, memberships)?;
    Ok(Page { data, total_count: tx.count_memberships(&filter)? })
}
