use frontdesk_contract::Page;
use frontdesk_contract::organization_invitations::OrganizationInvitationWithPublicOrganizationData;
use frontdesk_contract::users::UsersGetOrganizationInvitations;
use frontdesk_storage::organization_domains::Enrolled;
use frontdesk_storage::organization_invitations::{OrganizationInvitationFilter, OrganizationInvitationOrder};

use crate::context::Context;
use crate::error::{ApiError, ApiResult};
use crate::organization_invitations::page;
use crate::organization_invitations::present::status_names;
use crate::organizations::access::require_enabled;

/// The invitations by people and by domains for the addresses that are proven to be the user's: another one's are not shown
/// to whoever claims the address.
pub(crate) async fn users_get_organization_invitations(
    cx: Context,
    request: UsersGetOrganizationInvitations,
) -> ApiResult<Page<OrganizationInvitationWithPublicOrganizationData>> {
    require_enabled(&cx)?;
    let enrolled = Enrolled { user_id: request.user_id, role: cx.settings().organization_domains.default_role.clone() };
    let user_id = enrolled.user_id.clone();
    let addresses = cx
        .read(move |tx| {
            let user = tx.find_user(&user_id)?.ok_or_else(|| ApiError::not_found("user", &user_id))?;
            let verified = user.email_addresses.into_iter().filter(|email| email.is_verified());
            Ok(verified.map(|email| email.email_address).collect::<Vec<_>>())
        })
        .await?;
    let filter = OrganizationInvitationFilter {
        email_addresses: Some(addresses),
        statuses: status_names(&request.status),
        enrolled: Some(enrolled),
        ..OrganizationInvitationFilter::default()
    };
    let order = (OrganizationInvitationOrder::CreatedAt, true);
    page::anywhere(&cx, filter, order, request.limit.unwrap_or(10), request.offset.unwrap_or(0)).await
}
