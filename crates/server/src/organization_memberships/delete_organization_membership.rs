use frontdesk_contract::organization_memberships::{DeleteOrganizationMembership, OrganizationMembership};
use frontdesk_storage::Tx;

use super::administrators::keep_an_administrator;
use super::present::present_one;
use crate::context::Context;
use crate::error::{ApiError, ApiResult};
use crate::events;
use crate::organizations::access::get_organization;
use crate::roles::Roles;

/// Answers with the membership as it was.
pub(crate) fn delete_organization_membership(
    cx: &Context,
    tx: &mut Tx<'_, '_>,
    request: &DeleteOrganizationMembership,
) -> ApiResult<OrganizationMembership> {
    let roles = Roles::read(tx)?;
    let organization = get_organization(cx, tx, &request.organization_id)?;
    let membership = tx
        .find_membership(&organization.id, &request.user_id)?
        .ok_or_else(|| ApiError::not_found("member", &request.user_id))?;
    keep_an_administrator(tx, &roles, &membership, None)?;
    tx.delete_membership(&membership)?;
    let shown = present_one(cx, tx, membership, organization, &roles)?;
    events::record(cx, tx, "organizationMembership.deleted", &shown.id, &shown)?;
    Ok(shown)
}
