use super::OrganizationInvitation;
use crate::operation;

/// Retrieves an invitation into an organization.
#[operation(
    id = "GetOrganizationInvitation",
    get = "/organizations/{organization_id}/invitations/{invitation_id}",
    tag = "Organization Invitations",
    returns = OrganizationInvitation,
    errors = "400 403 404",
    sdk(
        js = "organizations.getOrganizationInvitation({ organizationId, invitationId })",
        python = "organization_invitations.get(...)",
        go = "organizationinvitation.Get",
    ),
)]
pub struct GetOrganizationInvitation {
    /// The organization's id, `org_…`.
    #[api(path)]
    pub organization_id: String,
    /// The invitation's id.
    #[api(path)]
    pub invitation_id: String,
}
