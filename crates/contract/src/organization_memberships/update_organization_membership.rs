use super::OrganizationMembership;
use crate::{object, operation};

#[operation(id = "UpdateOrganizationMembership", patch = "/organizations/{organization_id}/memberships/{user_id}", tag = "Organization Memberships", returns = OrganizationMembership, errors = "400@<=2021-02-05 404 422")]
pub struct UpdateOrganizationMembership {
    #[api(path)]
    pub organization_id: String,
    #[api(path)]
    pub user_id: String,
    #[api(body)]
    pub body: UpdateOrganizationMembershipBody,
}

#[object]
pub struct UpdateOrganizationMembershipBody {
    pub role: String,
}
