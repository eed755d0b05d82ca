use super::Permission;
use crate::{object, operation};

/// Creates a permission of your own.
///
/// It allows nobody anything until a role has it. What it means is up to the code that asks for it.
#[operation(
    id = "CreateOrganizationPermission",
    post = "/organization_permissions",
    tag = "Organization Permissions",
    versions = "!2025-03-12",
    returns = Permission,
    errors = "400 401 402 404 422",
    sdk(
        js = "organizationPermissions.createOrganizationPermission({ ... })",
        python = "organization_permissions.create(...)",
    ),
)]
pub struct CreateOrganizationPermission {
    /// What to send.
    #[api(body)]
    pub body: CreateOrganizationPermissionBody,
}

/// The permission to create.
#[object]
pub struct CreateOrganizationPermissionBody {
    /// The name to show.
    pub name: String,
    /// What code asks for, such as `org:invoices:create`: `org:`, a feature, `:` and an action, both in lower-case
    /// letters, digits and underscores.
    ///
    /// Unique in the instance. What begins with `org:sys_` is reserved.
    pub key: String,
    /// What it allows, for people.
    pub description: Option<String>,
}
