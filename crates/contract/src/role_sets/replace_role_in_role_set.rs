use super::RoleSet;
use crate::{object, operation};

/// Removes a role from a role set, and moves its members to another role.
///
/// Both happen at once. The role itself stays, and so does its place in other role sets.
#[operation(
    id = "ReplaceRoleInRoleSet",
    post = "/role_sets/{role_set_key_or_id}/roles/replace",
    tag = "Role Sets",
    versions = "!2025-03-12",
    returns = RoleSet,
    errors = "400 401 403 404 422",
    risk = destructive,
    destroys = "The role's place in the set, and who had it: its members have the other role from then on.",
    sdk(js = "roleSets.replaceRoleInRoleSet({ roleSetKeyOrId, ... })", python = "role_sets.replace_role(...)"),
)]
pub struct ReplaceRoleInRoleSet {
    /// The role set's key, `role_set:…`, or its id, `rset_…`.
    #[api(path)]
    pub role_set_key_or_id: String,
    /// What to send.
    #[api(body)]
    pub body: ReplaceRoleInRoleSetBody,
}

/// Which role goes, and which takes its place.
#[object]
pub struct ReplaceRoleInRoleSetBody {
    /// The key of the role to remove.
    pub role_key: String,
    /// The key of the role that its members get; one of the same role set.
    pub to_role_key: String,
}
