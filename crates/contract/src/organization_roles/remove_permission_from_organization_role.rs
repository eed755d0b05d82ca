use super::Role;
use crate::operation;

/// Takes a permission from a role.
///
/// Refused for a permission that the role of those who create organizations cannot be without.
#[operation(
    id = "RemovePermissionFromOrganizationRole",
    delete = "/organization_roles/{organization_role_id}/permissions/{permission_id}",
    tag = "Organization Roles",
    versions = ">=2024-10-01 !2025-03-12",
    returns = Role,
    errors = "401 403 404 422",
    risk = destructive,
    destroys = "What the permission allows the members in this role, in every organization.",
    sdk(
        js = "organizationRoles.removePermissionFromOrganizationRole({ organizationRoleId, permissionId })",
        python = "organization_roles.remove_permission(...)",
    ),
)]
pub struct RemovePermissionFromOrganizationRole {
    /// The role's id, `role_…`.
    #[api(path)]
    pub organization_role_id: String,
    /// The permission's id, `perm_…`.
    #[api(path)]
    pub permission_id: String,
}
