use super::RoleSet;
use crate::{Maybe, Text, object, operation};

/// Updates the attributes of a role set.
///
/// What is left out stays as it is. Roles come and go with operations of their own.
#[operation(
    id = "UpdateRoleSet",
    patch = "/role_sets/{role_set_key_or_id}",
    tag = "Role Sets",
    versions = "!2025-03-12",
    returns = RoleSet,
    errors = "400 401 403 404 422",
    sdk(js = "roleSets.updateRoleSet({ roleSetKeyOrId, ... })", python = "role_sets.update(...)"),
)]
pub struct UpdateRoleSet {
    /// The role set's key, `role_set:…`, or its id, `rset_…`.
    #[api(path)]
    pub role_set_key_or_id: String,
    /// What to send.
    #[api(body)]
    pub body: UpdateRoleSetBody,
}

/// What to change.
#[object]
#[derive(Default)]
pub struct UpdateRoleSetBody {
    /// The name to show.
    pub name: Maybe<String>,
    /// What organizations call it: `role_set:`, then lower-case letters, digits and underscores. Unique in the
    /// instance.
    pub key: Maybe<String>,
    /// What it is for, for people.
    pub description: Maybe<String>,
    /// `initial`, to give it to new organizations from now on; the former `initial` one becomes `custom`.
    #[api(values = "initial")]
    pub r#type: Maybe<Text>,
    /// The key of the role of new members; one in the role set.
    pub default_role_key: Maybe<String>,
    /// The key of the role of those who create an organization; one in the role set, and one that creators can have.
    pub creator_role_key: Maybe<String>,
}
