use frontdesk_contract::organization_memberships::{CreateOrganizationMembership, OrganizationMembership};
use frontdesk_storage::Tx;
use frontdesk_storage::organization_memberships::Membership;

use super::present::present_membership;
use crate::context::Context;
use crate::error::{ApiError, ApiResult, kinds};
use crate::organizations::access::{get_organization, require_enabled, require_room};
use crate::roles::Roles;
use crate::{events, metadata};

pub(crate) fn create_organization_membership(
    cx: &Context,
    tx: &mut Tx<'_, '_>,
    request: &CreateOrganizationMembership,
) -> ApiResult<OrganizationMembership> {
    require_enabled(cx)?;
    let body = &request.body;
    for (name, given) in [("public_metadata", &body.public_metadata), ("private_metadata", &body.private_metadata)] {
        if let Some(metadata) = given.value() {
            metadata::check_size(name, metadata)?;
        }
    }
    let roles = Roles::read(tx)?;
    // The row of the user is locked before that of the organization, as when a user is deleted.
    let user = tx.find_user(&body.user_id)?;
    let mut organization = get_organization(cx, tx, &request.organization_id)?;
    let user = user.ok_or_else(|| ApiError::not_found("user", &body.user_id))?;
    roles.require(&organization, &body.role)?;
    let already_a_member = || {
        kinds::ALREADY_A_MEMBER_IN_ORGANIZATION
            .with(format!("The user {} is a member of the organization {} already.", user.id, request.organization_id))
    };
    if tx.find_membership(&organization.id, &user.id)?.is_some() {
        return Err(already_a_member());
    }
    require_room(cx, tx, &mut organization, 1)?;
    let membership = Membership {
        organization_id: organization.id.clone(),
        user_id: user.id.clone(),
        id: cx.new_id("orgmem"),
        role: body.role.clone(),
        created_at: cx.now,
        updated_at: cx.now,
        public_metadata: body.public_metadata.value().cloned().unwrap_or_default(),
        private_metadata: body.private_metadata.value().cloned().unwrap_or_default(),
    };
    if !tx.insert_membership(&membership)? {
        return Err(already_a_member());
    }
    tx.delete_pending_enrollments_into(&user.id, &organization.id)?;
    let shown = present_membership(cx, membership, organization, &user, &roles);
    events::record(cx, tx, "organizationMembership.created", &shown.id, &shown)?;
    Ok(shown)
}
