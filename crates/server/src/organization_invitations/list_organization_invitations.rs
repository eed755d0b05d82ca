use frontdesk_contract::Page;
use frontdesk_contract::organization_invitations::{ListOrganizationInvitations, OrganizationInvitation};
use frontdesk_identifiers::normalize_email;
use frontdesk_storage::organization_invitations::{OrganizationInvitationFilter, OrganizationInvitationOrder};

use super::page::{self, ORDERS};
use super::present::status_names;
use crate::context::Context;
use crate::error::ApiResult;
use crate::order::parse_order;

pub(crate) async fn list_organization_invitations(
    cx: Context,
    request: ListOrganizationInvitations,
) -> ApiResult<Page<OrganizationInvitation>> {
    let order = parse_order(request.order_by.as_deref(), "-created_at", ORDERS, OrganizationInvitationOrder::parse)?;
    let address = request.email_address.as_deref().filter(|address| !address.is_empty());
    let filter = OrganizationInvitationFilter {
        // What is no address matches nothing.
        email_addresses: address.map(|text| vec![normalize_email(text).unwrap_or_else(|_| text.to_owned())]),
        statuses: status_names(&request.status),
        ..OrganizationInvitationFilter::default()
    };
    let (limit, offset) = (request.limit.unwrap_or(10), request.offset.unwrap_or(0));
    page::within(cx, request.organization_id, filter, order, limit, offset).await
}
