use super::OrganizationMembership;
use crate::{Page, operation};

/// Lists the memberships of all organizations of the instance.
#[operation(
    id = "InstanceGetOrganizationMemberships",
    get = "/organization_memberships",
    tag = "Organization Memberships",
    returns = Page<OrganizationMembership>,
    errors = "400 401 422 500",
    sdk(
        js = "organizations.getInstanceOrganizationMembershipList({ ... })",
        python = "users.get_instance_organization_memberships(...)",
    ),
)]
pub struct InstanceGetOrganizationMemberships {
    /// The key to order by: `phone_number`, `email_address`, `created_at`, `first_name`, `last_name` or `username`;
    /// descending with a leading `-`.
    #[api(query)]
    pub order_by: Option<String>,
    /// How many objects to answer at most.
    #[api(query, default = "10", min = 1, max = 500)]
    pub limit: Option<i64>,
    /// How many objects to pass over from the start of the ordered list.
    #[api(query, default = "0", min = 0)]
    pub offset: Option<i64>,
}
