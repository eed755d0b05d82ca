//! Invitations into an organization.

use crate::list::operations;

mod organization_invitation;
mod organization_invitation_with_public_organization_data;

pub use organization_invitation::*;
pub use organization_invitation_with_public_organization_data::*;

operations! {
    create_organization_invitation::CreateOrganizationInvitation,
    create_organization_invitation_bulk::CreateOrganizationInvitationBulk,
    get_organization_invitation::GetOrganizationInvitation,
    list_instance_organization_invitations::ListInstanceOrganizationInvitations,
    list_organization_invitations::ListOrganizationInvitations,
    list_pending_organization_invitations::ListPendingOrganizationInvitations,
    revoke_organization_invitation::RevokeOrganizationInvitation,
}
