use super::Role;
use crate::operation;

/// Gives a role one more permission.
///
/// All members in the role have it from then on. A permission that the role has already is refused.
#[operation(
    id = "AssignPermissionToOrganizationRole",
    post = "/organization_roles/{organization_role_id}/permissions/{permission_id}",
    tag = "Organization Roles",
    versions = ">=2024-10-01 !2025-03-12",
    returns = Role,
    errors = "401 403 404 409",
    sdk(
        js = "organizationRoles.assignPermissionToOrganizationRole({ organizationRoleId, permissionId })",
        python = "organization_roles.assign_permission(...)",
    ),
)]
pub struct AssignPermissionToOrganizationRole {
    /// The role's id, `role_…`.
    #[api(path)]
    pub organization_role_id: String,
    /// The permission's id, `perm_…`.
    #[api(path)]
    pub permission_id: String,
}
