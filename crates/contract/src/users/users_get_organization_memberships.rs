use crate::organization_memberships::OrganizationMembership;
use crate::{Page, operation};

/// Lists the organizations that a user is a member of.
#[operation(
    id = "UsersGetOrganizationMemberships",
    get = "/users/{user_id}/organization_memberships",
    tag = "Users",
    returns = Page<OrganizationMembership>,
    errors = "403 404",
    sdk(
        js = "users.getOrganizationMembershipList({ userId, limit, offset })",
        python = "users.get_organization_memberships(...)",
        go = "user.ListOrganizationMemberships",
    ),
)]
pub struct UsersGetOrganizationMemberships {
    /// The user's id, `user_…`.
    #[api(path)]
    pub user_id: String,
    /// How many objects to answer at most.
    #[api(query, default = "10", min = 1, max = 500)]
    pub limit: Option<i64>,
    /// How many objects to pass over from the start of the ordered list.
    #[api(query, default = "0", min = 0)]
    pub offset: Option<i64>,
}
