use crate::{DeletedObject, operation};

/// Deletes a role that nobody has.
///
/// Refused while a member or an invitation has it, and while the settings name it as the role of creators or of people
/// who join by their domain.
#[operation(
    id = "DeleteOrganizationRole",
    delete = "/organization_roles/{organization_role_id}",
    tag = "Organization Roles",
    versions = ">=2024-10-01 !2025-03-12",
    returns = DeletedObject,
    errors = "401 403 404 422",
    destroys = "The role, with its choice of permissions and its place in role sets.",
    sdk(js = "organizationRoles.deleteOrganizationRole(organizationRoleId)", python = "organization_roles.delete(...)"),
)]
pub struct DeleteOrganizationRole {
    /// The role's id, `role_…`.
    #[api(path)]
    pub organization_role_id: String,
}
