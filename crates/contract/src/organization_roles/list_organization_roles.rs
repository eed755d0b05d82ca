use super::Role;
use crate::{Page, operation};

/// Lists the roles of the instance with their permissions.
#[operation(
    id = "ListOrganizationRoles",
    get = "/organization_roles",
    tag = "Organization Roles",
    versions = ">=2024-10-01 !2025-03-12",
    returns = Page<Role>,
    errors = "400 401 403 422",
    sdk(js = "organizationRoles.getOrganizationRoleList({ ... })", python = "organization_roles.list(...)"),
)]
pub struct ListOrganizationRoles {
    /// Keep the role with this id, or those in whose name or key this text occurs.
    #[api(query)]
    pub query: Option<String>,
    /// The key to order by: `created_at`, `name` or `key`; descending with a leading `-`.
    #[api(query, default = r#""-created_at""#)]
    pub order_by: Option<String>,
    /// How many objects to answer at most.
    #[api(query, default = "10", min = 1, max = 500)]
    pub limit: Option<i64>,
    /// How many objects to pass over from the start of the ordered list.
    #[api(query, default = "0", min = 0)]
    pub offset: Option<i64>,
}
