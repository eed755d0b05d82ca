use super::RoleSet;
use crate::{object, operation};

/// Adds roles to a role set.
///
/// A role set holds at most ten.
#[operation(
    id = "AddRolesToRoleSet",
    post = "/role_sets/{role_set_key_or_id}/roles",
    tag = "Role Sets",
    versions = "!2025-03-12",
    returns = RoleSet,
    errors = "400 401 403 404 422",
    sdk(js = "roleSets.addRolesToRoleSet({ roleSetKeyOrId, ... })", python = "role_sets.add_roles(...)"),
)]
pub struct AddRolesToRoleSet {
    /// The role set's key, `role_set:…`, or its id, `rset_…`.
    #[api(path)]
    pub role_set_key_or_id: String,
    /// What to send.
    #[api(body)]
    pub body: AddRolesToRoleSetBody,
}

/// The roles to add.
#[object]
pub struct AddRolesToRoleSetBody {
    /// The keys of the roles, one to ten.
    pub role_keys: Vec<String>,
    /// The key of the role that new members have from now on; one of those that are added.
    pub default_role_key: Option<String>,
    /// The key of the role that those who create an organization have from now on; one of those that are added.
    pub creator_role_key: Option<String>,
}
