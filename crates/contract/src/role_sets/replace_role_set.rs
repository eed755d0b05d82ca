use std::collections::BTreeMap;

use crate::{DeletedObject, object, operation};

/// Deletes a role set, and gives its organizations another one.
///
/// Both happen at once. The role set that new organizations get cannot be deleted; make another one `initial` first.
#[operation(
    id = "ReplaceRoleSet",
    post = "/role_sets/{role_set_key_or_id}/replace",
    tag = "Role Sets",
    versions = "!2025-03-12",
    returns = DeletedObject,
    errors = "400 401 403 404 422",
    risk = irreversible,
    destroys = "The role set, and the roles of its members that the other role set does not have.",
    sdk(js = "roleSets.replaceRoleSet({ roleSetKeyOrId, ... })", python = "role_sets.replace(...)"),
)]
pub struct ReplaceRoleSet {
    /// The key of the role set to delete, `role_set:…`, or its id, `rset_…`.
    #[api(path)]
    pub role_set_key_or_id: String,
    /// What to send.
    #[api(body)]
    pub body: ReplaceRoleSetBody,
}

/// What takes the role set's place.
#[object]
pub struct ReplaceRoleSetBody {
    /// The key of the role set that the organizations get.
    pub dest_role_set_key: String,
    /// For the key of a role, the key of the role that its members get.
    ///
    /// Needed for every role that members have and the new role set lacks; members in the others keep theirs.
    pub reassignment_mappings: Option<BTreeMap<String, String>>,
}
