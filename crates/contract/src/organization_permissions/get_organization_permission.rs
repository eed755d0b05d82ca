use super::Permission;
use crate::operation;

/// Retrieves a permission, one of the system or of your own.
#[operation(
    id = "GetOrganizationPermission",
    get = "/organization_permissions/{permission_id}",
    tag = "Organization Permissions",
    versions = "!2025-03-12",
    returns = Permission,
    errors = "401 404",
    sdk(
        js = "organizationPermissions.getOrganizationPermission(permissionId)",
        python = "organization_permissions.get(...)",
    ),
)]
pub struct GetOrganizationPermission {
    /// The permission's id, `perm_…`.
    #[api(path)]
    pub permission_id: String,
}
