use super::Role;
use crate::operation;

/// Retrieves a role with its permissions.
#[operation(
    id = "GetOrganizationRole",
    get = "/organization_roles/{organization_role_id}",
    tag = "Organization Roles",
    versions = ">=2024-10-01 !2025-03-12",
    returns = Role,
    errors = "401 403 404",
    sdk(js = "organizationRoles.getOrganizationRole(organizationRoleId)", python = "organization_roles.get(...)"),
)]
pub struct GetOrganizationRole {
    /// The role's id, `role_…`.
    #[api(path)]
    pub organization_role_id: String,
}
