use super::Role;
use crate::{Maybe, object, operation};

/// Creates a role.
///
/// Members can have it in the organizations whose role set holds it. How many roles there can be stands in the
/// organization settings of the instance.
#[operation(
    id = "CreateOrganizationRole",
    post = "/organization_roles",
    tag = "Organization Roles",
    versions = ">=2024-10-01 !2025-03-12",
    returns = Role,
    errors = "400 401 402 403 404 422",
    sdk(js = "organizationRoles.createOrganizationRole({ ... })", python = "organization_roles.create(...)"),
)]
pub struct CreateOrganizationRole {
    /// What to send.
    #[api(body)]
    pub body: CreateOrganizationRoleBody,
}

/// The role to create.
#[object(closed)]
pub struct CreateOrganizationRoleBody {
    /// The name to show.
    pub name: String,
    /// What memberships and invitations will call it: `org:`, then lower-case letters, digits and underscores. Unique
    /// in the instance.
    pub key: String,
    /// What it is for, for people.
    pub description: Maybe<String>,
    /// The ids of the permissions that it has, `perm_…`; none when left out.
    pub permissions: Maybe<Vec<String>>,
    /// Whether to add it to the role set that new organizations get.
    pub include_in_initial_role_set: Maybe<bool>,
}
