use frontdesk_contract::organization_memberships::{OrganizationMembership, UpdateOrganizationMembershipMetadata};
use frontdesk_storage::Tx;

use super::present::present_one;
use crate::context::Context;
use crate::error::{ApiError, ApiResult};
use crate::organizations::access::get_organization;
use crate::roles::Roles;
use crate::{events, metadata};

pub(crate) fn update_organization_membership_metadata(
    cx: &Context,
    tx: &mut Tx<'_, '_>,
    request: &UpdateOrganizationMembershipMetadata,
) -> ApiResult<OrganizationMembership> {
    let roles = Roles::read(tx)?;
    let organization = get_organization(cx, tx, &request.organization_id)?;
    let before = tx
        .find_membership(&organization.id, &request.user_id)?
        .ok_or_else(|| ApiError::not_found("member", &request.user_id))?;
    let mut membership = before.clone();
    if let Some(patch) = &request.body.public_metadata {
        metadata::merge(&mut membership.public_metadata, patch);
        metadata::check_size("public_metadata", &membership.public_metadata)?;
    }
    if let Some(patch) = &request.body.private_metadata {
        metadata::merge(&mut membership.private_metadata, patch);
        metadata::check_size("private_metadata", &membership.private_metadata)?;
    }
    let changes = membership != before;
    if changes {
        membership.updated_at = cx.now;
        tx.update_membership(&membership)?;
    }
    let shown = present_one(cx, tx, membership, organization, &roles)?;
    if changes {
        events::record(cx, tx, "organizationMembership.updated", &shown.id, &shown)?;
    }
    Ok(shown)
}
