use super::OrganizationMembership;
use crate::operation;

#[operation(id = "DeleteOrganizationMembership", delete = "/organizations/{organization_id}/memberships/{user_id}", tag = "Organization Memberships", returns = OrganizationMembership, errors = "400@<=2021-02-05 401 404 422@!2025-03-12")]
pub struct DeleteOrganizationMembership {
    #[api(path)]
    pub organization_id: String,
    #[api(path)]
    pub user_id: String,
}
