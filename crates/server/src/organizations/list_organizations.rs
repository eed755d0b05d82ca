use frontdesk_contract::Page;
use frontdesk_contract::organizations::{ListOrganizations, Organization};
use frontdesk_storage::organizations::{OrganizationFilter, OrganizationOrder};
use frontdesk_storage::{Signed, Tx};

use super::access::require_enabled;
use super::present::{Extras, present_organizations};
use crate::context::Context;
use crate::error::ApiResult;
use crate::order::parse_order;
use crate::users::filter::{check_size, given};

const ORDERS: &str = "name, created_at, members_count";

pub(crate) fn list_organizations(
    cx: &Context,
    tx: &mut Tx<'_, '_>,
    request: &ListOrganizations,
) -> ApiResult<Page<Organization>> {
    require_enabled(cx)?;
    check_size("user_id", request.user_id.len())?;
    check_size("organization_id", request.organization_id.len())?;
    let (order, descending) =
        parse_order(request.order_by.as_deref(), "-created_at", ORDERS, OrganizationOrder::parse)?;
    let filter = OrganizationFilter {
        query: given(&request.query),
        user_ids: Signed::parse(&request.user_id),
        organization_ids: Signed::parse(&request.organization_id),
    };
    let (limit, offset) = (request.limit.unwrap_or(10), request.offset.unwrap_or(0));
    let organizations = tx.list_organizations(&filter, order, descending, limit, offset)?;
    let extras = Extras {
        members_count: request.include_members_count == Some(true),
        missing_member_with_elevated_permissions: request.include_missing_member_with_elevated_permissions
            == Some(true),
    };
    let data = present_organizations(cx, tx, organizations, extras)?;
    Ok(Page { data, total_count: tx.count_organizations(&filter)? })
}
