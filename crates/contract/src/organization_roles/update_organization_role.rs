use super::Role;
use crate::{Maybe, object, operation};

/// Updates the attributes of a role.
///
/// What is left out stays as it is. A new key also reaches the memberships, invitations and settings that use the
/// former one.
#[operation(
    id = "UpdateOrganizationRole",
    patch = "/organization_roles/{organization_role_id}",
    tag = "Organization Roles",
    versions = ">=2024-10-01 !2025-03-12",
    returns = Role,
    errors = "400 401 403 404 422",
    sdk(
        js = "organizationRoles.updateOrganizationRole({ organizationRoleId, ... })",
        python = "organization_roles.update(...)",
    ),
)]
pub struct UpdateOrganizationRole {
    /// The role's id, `role_…`.
    #[api(path)]
    pub organization_role_id: String,
    /// What to send.
    #[api(body)]
    pub body: UpdateOrganizationRoleBody,
}

/// What to change.
#[object]
#[derive(Default)]
pub struct UpdateOrganizationRoleBody {
    /// The name to show.
    pub name: Maybe<String>,
    /// What memberships and invitations call it: `org:`, then lower-case letters, digits and underscores. Unique in
    /// the instance.
    pub key: Maybe<String>,
    /// What it is for, for people.
    pub description: Maybe<String>,
    /// The ids of all permissions that it has from now on, `perm_…`; those that are not named are taken from it.
    pub permissions: Maybe<Vec<String>>,
}
