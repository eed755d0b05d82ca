use frontdesk_contract::Page;
use frontdesk_contract::organization_invitations::{ListPendingOrganizationInvitations, OrganizationInvitation};
use frontdesk_storage::organization_invitations::{OrganizationInvitationFilter, OrganizationInvitationOrder};

use super::page;
use crate::context::Context;
use crate::error::ApiResult;

pub(crate) async fn list_pending_organization_invitations(
    cx: Context,
    request: ListPendingOrganizationInvitations,
) -> ApiResult<Page<OrganizationInvitation>> {
    let filter = OrganizationInvitationFilter {
        statuses: vec!["pending".to_owned()],
        ..OrganizationInvitationFilter::default()
    };
    let order = (OrganizationInvitationOrder::CreatedAt, true);
    let (limit, offset) = (request.limit.unwrap_or(10), request.offset.unwrap_or(0));
    page::within(cx, request.organization_id, filter, order, limit, offset).await
}
