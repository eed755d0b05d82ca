use super::OrganizationMembership;
use crate::operation;

/// Removes a member from an organization.
///
/// The last member who may manage the organization cannot be removed.
#[operation(
    id = "DeleteOrganizationMembership",
    delete = "/organizations/{organization_id}/memberships/{user_id}",
    tag = "Organization Memberships",
    returns = OrganizationMembership,
    errors = "400@<=2021-02-05 401 404 422@!2025-03-12",
    risk = destructive,
    destroys = "The user's access to the organization, their role in it, and the membership's metadata.",
    sdk(
        js = "organizations.deleteOrganizationMembership({ organizationId, userId })",
        python = "organization_memberships.delete(...)",
        go = "organizationmembership.Delete",
    ),
)]
pub struct DeleteOrganizationMembership {
    /// The organization's id, `org_…`.
    #[api(path)]
    pub organization_id: String,
    /// The user's id, `user_…`.
    #[api(path)]
    pub user_id: String,
}
