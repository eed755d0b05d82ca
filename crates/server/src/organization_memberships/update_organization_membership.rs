use frontdesk_contract::organization_memberships::{OrganizationMembership, UpdateOrganizationMembership};
use frontdesk_storage::Tx;

use super::administrators::keep_an_administrator;
use super::present::present_one;
use crate::context::Context;
use crate::error::{ApiError, ApiResult};
use crate::events;
use crate::organizations::access::get_organization;
use crate::roles::Roles;

pub(crate) fn update_organization_membership(
    cx: &Context,
    tx: &mut Tx<'_, '_>,
    request: &UpdateOrganizationMembership,
) -> ApiResult<OrganizationMembership> {
    let roles = Roles::read(tx)?;
    let organization = get_organization(cx, tx, &request.organization_id)?;
    let mut membership = tx
        .find_membership(&organization.id, &request.user_id)?
        .ok_or_else(|| ApiError::not_found("member", &request.user_id))?;
    let role = &roles.require(&organization, &request.body.role)?.key;
    keep_an_administrator(tx, &roles, &membership, Some(role))?;
    let changes = membership.role != *role;
    if changes {
        membership.role.clone_from(role);
        membership.updated_at = cx.now;
        tx.update_membership(&membership)?;
    }
    let shown = present_one(cx, tx, membership, organization, &roles)?;
    if changes {
        events::record(cx, tx, "organizationMembership.updated", &shown.id, &shown)?;
    }
    Ok(shown)
}
