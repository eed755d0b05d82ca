use super::OrganizationMembership;
use crate::{Page, operation};

#[operation(id = "InstanceGetOrganizationMemberships", get = "/organization_memberships", tag = "Organization Memberships", returns = Page<OrganizationMembership>, errors = "400 401 422 500")]
pub struct InstanceGetOrganizationMemberships {
    #[api(query)]
    pub order_by: Option<String>,
    #[api(query, default = "10", min = 1, max = 500)]
    pub limit: Option<i64>,
    #[api(query, default = "0", min = 0)]
    pub offset: Option<i64>,
}
