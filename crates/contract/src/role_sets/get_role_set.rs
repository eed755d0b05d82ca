use super::RoleSet;
use crate::operation;

/// Retrieves a role set by its key or id.
#[operation(
    id = "GetRoleSet",
    get = "/role_sets/{role_set_key_or_id}",
    tag = "Role Sets",
    versions = "!2025-03-12",
    returns = RoleSet,
    errors = "401 403 404",
    sdk(js = "roleSets.getRoleSet(roleSetKeyOrId)", python = "role_sets.get(...)"),
)]
pub struct GetRoleSet {
    /// The role set's key, `role_set:…`, or its id, `rset_…`.
    #[api(path)]
    pub role_set_key_or_id: String,
}
