use super::Permission;
use crate::{object, operation};

/// Updates the attributes of a permission of your own.
///
/// What is left out stays as it is. Those of the system cannot be changed. Code that asks for the former key is not
/// told when the key changes.
#[operation(
    id = "UpdateOrganizationPermission",
    patch = "/organization_permissions/{permission_id}",
    tag = "Organization Permissions",
    versions = "!2025-03-12",
    returns = Permission,
    errors = "400 401 403 404 422",
    sdk(
        js = "organizationPermissions.updateOrganizationPermission({ permissionId, ... })",
        python = "organization_permissions.update(...)",
    ),
)]
pub struct UpdateOrganizationPermission {
    /// The permission's id, `perm_…`.
    #[api(path)]
    pub permission_id: String,
    /// What to send.
    #[api(body)]
    pub body: UpdateOrganizationPermissionBody,
}

/// What to change.
#[object]
#[derive(Default)]
pub struct UpdateOrganizationPermissionBody {
    /// The name to show.
    pub name: Option<String>,
    /// What code asks for, such as `org:invoices:create`: `org:`, a feature, `:` and an action, both in lower-case
    /// letters, digits and underscores.
    ///
    /// Unique in the instance. What begins with `org:sys_` is reserved.
    pub key: Option<String>,
    /// What it allows, for people.
    pub description: Option<String>,
}
