use super::OrganizationInvitation;
use crate::{Maybe, object, operation};

/// Revokes a pending invitation into an organization.
#[operation(
    id = "RevokeOrganizationInvitation",
    post = "/organizations/{organization_id}/invitations/{invitation_id}/revoke",
    tag = "Organization Invitations",
    returns = OrganizationInvitation,
    errors = "400 403 404",
    risk = destructive,
    destroys = "The link that was sent; the person cannot join with it any more.",
    sdk(
        js = "organizations.revokeOrganizationInvitation({ organizationId, invitationId, ... })",
        python = "organization_invitations.revoke(...)",
        go = "organizationinvitation.Revoke",
    ),
)]
pub struct RevokeOrganizationInvitation {
    /// The organization's id, `org_…`.
    #[api(path)]
    pub organization_id: String,
    /// The invitation's id.
    #[api(path)]
    pub invitation_id: String,
    /// What to send.
    #[api(body, required = "none")]
    pub body: RevokeOrganizationInvitationBody,
}

/// Who revokes.
#[object]
#[derive(Default)]
pub struct RevokeOrganizationInvitationBody {
    /// The user on whose behalf it happens; a member who may manage memberships. Without one, the application revokes.
    pub requesting_user_id: Maybe<String>,
}
