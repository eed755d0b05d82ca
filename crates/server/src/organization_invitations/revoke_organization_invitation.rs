use frontdesk_contract::organization_invitations::{OrganizationInvitation, RevokeOrganizationInvitation};

use super::get_organization_invitation::find_within;
use super::present::{Gathered, record_invitation};
use crate::context::Context;
use crate::error::{ApiError, ApiResult, kinds};
use crate::organizations::access::{get_organization, require_manager};
use crate::roles::Roles;

pub(crate) async fn revoke_organization_invitation(
    cx: Context,
    request: RevokeOrganizationInvitation,
) -> ApiResult<OrganizationInvitation> {
    let inner = cx.clone();
    cx.write(move |tx| {
        let roles = Roles::read(tx)?;
        let organization = get_organization(&inner, tx, &request.organization_id)?;
        let mut invitation = find_within(tx, &organization, &request.invitation_id)?;
        if let Some(user_id) = request.body.requesting_user_id.value() {
            require_manager(tx, &roles, &organization, user_id)?;
        }
        let status = invitation.status_at(inner.now);
        if status != "pending" {
            return Err(kinds::ORGANIZATION_INVITATION_NOT_PENDING
                .with(format!("The invitation {} is {status}; only a pending one can be revoked.", invitation.id)));
        }
        "revoked".clone_into(&mut invitation.status);
        invitation.updated_at = inner.now;
        tx.close_organization_invitation(&invitation)?;
        // What is revoked has no link any more, so nothing has to be signed.
        let shown = Gathered::read(tx, vec![invitation])?.show(&inner, vec![None]);
        let shown = shown.into_iter().next().ok_or_else(|| ApiError::not_found("invitation", ""))?;
        record_invitation(&inner, tx, "organizationInvitation.revoked", &shown, &organization)?;
        Ok(shown)
    })
    .await
}
