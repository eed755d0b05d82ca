use crate::{DeletedObject, operation};

/// Deletes a permission of your own, and takes it from every role.
///
/// Those of the system cannot be deleted.
#[operation(
    id = "DeleteOrganizationPermission",
    delete = "/organization_permissions/{permission_id}",
    tag = "Organization Permissions",
    versions = "!2025-03-12",
    returns = DeletedObject,
    errors = "401 403 404",
    destroys = "The permission, and what it allows the members in every role that has it.",
    sdk(
        js = "organizationPermissions.deleteOrganizationPermission(permissionId)",
        python = "organization_permissions.delete(...)",
    ),
)]
pub struct DeleteOrganizationPermission {
    /// The permission's id, `perm_…`.
    #[api(path)]
    pub permission_id: String,
}
