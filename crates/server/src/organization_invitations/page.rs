//! Pages of invitations.

use frontdesk_contract::Page;
use frontdesk_contract::organization_invitations::{
    OrganizationInvitation, OrganizationInvitationWithPublicOrganizationData,
};
use frontdesk_storage::organization_invitations::{OrganizationInvitationFilter, OrganizationInvitationOrder};

use super::present::{Gathered, GatheredWithOrganizations};
use crate::context::Context;
use crate::error::ApiResult;
use crate::organizations::access::get_organization;

/// What invitations can be ordered by.
pub(super) const ORDERS: &str = "created_at, email_address";

/// A page of the invitations into an organization.
pub(super) async fn within(
    cx: Context,
    organization_id: String,
    filter: OrganizationInvitationFilter,
    order: (OrganizationInvitationOrder, bool),
    limit: i64,
    offset: i64,
) -> ApiResult<Page<OrganizationInvitation>> {
    let inner = cx.clone();
    let (gathered, total_count) = cx
        .read(move |tx| {
            let organization = get_organization(&inner, tx, &organization_id)?;
            let filter = OrganizationInvitationFilter { organization_id: Some(organization.id), ..filter.clone() };
            let invitations = tx.list_organization_invitations(&filter, order, inner.now, limit, offset)?;
            let total_count = tx.count_organization_invitations(&filter, inner.now)?;
            Ok((Gathered::read(tx, invitations)?, total_count))
        })
        .await?;
    Ok(Page { data: gathered.present(&cx).await?, total_count })
}

/// A page of invitations into any organizations.
pub(crate) async fn anywhere(
    cx: &Context,
    filter: OrganizationInvitationFilter,
    order: (OrganizationInvitationOrder, bool),
    limit: i64,
    offset: i64,
) -> ApiResult<Page<OrganizationInvitationWithPublicOrganizationData>> {
    let now = cx.now;
    let (gathered, total_count) = cx
        .read(move |tx| {
            let invitations = tx.list_organization_invitations(&filter, order, now, limit, offset)?;
            let total_count = tx.count_organization_invitations(&filter, now)?;
            Ok((GatheredWithOrganizations::read(tx, invitations)?, total_count))
        })
        .await?;
    Ok(Page { data: gathered.present(cx).await?, total_count })
}
