use frontdesk_contract::Page;
use frontdesk_contract::organization_invitations::{
    ListInstanceOrganizationInvitations, OrganizationInvitationWithPublicOrganizationData,
};
use frontdesk_storage::organization_invitations::{OrganizationInvitationFilter, OrganizationInvitationOrder};

use super::page::{self, ORDERS};
use super::present::status_names;
use crate::context::Context;
use crate::error::ApiResult;
use crate::order::parse_order;
use crate::organizations::access::require_enabled;
use crate::users::filter::given;

pub(crate) async fn list_instance_organization_invitations(
    cx: Context,
    request: ListInstanceOrganizationInvitations,
) -> ApiResult<Page<OrganizationInvitationWithPublicOrganizationData>> {
    require_enabled(&cx)?;
    let order = parse_order(request.order_by.as_deref(), "-created_at", ORDERS, OrganizationInvitationOrder::parse)?;
    let filter = OrganizationInvitationFilter {
        query: given(&request.query),
        statuses: status_names(&request.status),
        ..OrganizationInvitationFilter::default()
    };
    page::anywhere(&cx, filter, order, request.limit.unwrap_or(10), request.offset.unwrap_or(0)).await
}
