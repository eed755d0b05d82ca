use super::OrganizationMembership;
use crate::{object, operation};

/// Changes the role of a member.
///
/// At least one member who may manage the organization has to remain.
#[operation(
    id = "UpdateOrganizationMembership",
    patch = "/organizations/{organization_id}/memberships/{user_id}",
    tag = "Organization Memberships",
    returns = OrganizationMembership,
    errors = "400@<=2021-02-05 404 422",
    sdk(
        js = "organizations.updateOrganizationMembership({ organizationId, userId, ... })",
        python = "organization_memberships.update(...)",
        go = "organizationmembership.Update",
    ),
)]
pub struct UpdateOrganizationMembership {
    /// The organization's id, `org_…`.
    #[api(path)]
    pub organization_id: String,
    /// The user's id, `user_…`.
    #[api(path)]
    pub user_id: String,
    /// What to send.
    #[api(body)]
    pub body: UpdateOrganizationMembershipBody,
}

/// The new role.
#[object]
pub struct UpdateOrganizationMembershipBody {
    /// The key of the role, such as `org:admin` or `org:member`.
    pub role: String,
}
