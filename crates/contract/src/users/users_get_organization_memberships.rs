use crate::organization_memberships::OrganizationMembership;
use crate::{Page, operation};

#[operation(id = "UsersGetOrganizationMemberships", get = "/users/{user_id}/organization_memberships", tag = "Users", returns = Page<OrganizationMembership>, errors = "403")]
pub struct UsersGetOrganizationMemberships {
    #[api(path)]
    pub user_id: String,
    #[api(query, default = "10", min = 1, max = 500)]
    pub limit: Option<i64>,
    #[api(query, default = "0", min = 0)]
    pub offset: Option<i64>,
}
