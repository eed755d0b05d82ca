use super::Permission;
use crate::{Page, operation};

/// Lists the permissions of the instance, those of the system and your own.
#[operation(
    id = "ListOrganizationPermissions",
    get = "/organization_permissions",
    tag = "Organization Permissions",
    versions = "!2025-03-12",
    returns = Page<Permission>,
    errors = "401 422",
    sdk(
        js = "organizationPermissions.getOrganizationPermissionList({ ... })",
        python = "organization_permissions.list(...)",
    ),
)]
pub struct ListOrganizationPermissions {
    /// Keep the permission with this id, or those in whose name or key this text occurs.
    #[api(query)]
    pub query: Option<String>,
    /// The key to order by: `created_at`, `name` or `key`; descending with a leading `-`.
    #[api(query)]
    pub order_by: Option<String>,
    /// How many objects to answer at most.
    #[api(query, default = "10", min = 1, max = 500)]
    pub limit: Option<i64>,
    /// How many objects to pass over from the start of the ordered list.
    #[api(query, default = "0", min = 0)]
    pub offset: Option<i64>,
}
