use super::{RoleSet, RoleSetType};
use crate::{Maybe, object, operation};

/// Creates a role set.
///
/// Organizations get it when they are created or updated with its key. An `initial` one is for all new organizations,
/// and makes the former `initial` one `custom`.
#[operation(
    id = "CreateRoleSet",
    post = "/role_sets",
    tag = "Role Sets",
    versions = "!2025-03-12",
    returns = RoleSet,
    errors = "400 401 402 403 404 422",
    sdk(js = "roleSets.createRoleSet({ ... })", python = "role_sets.create(...)"),
)]
pub struct CreateRoleSet {
    /// What to send.
    #[api(body)]
    pub body: CreateRoleSetBody,
}

/// The role set to create.
#[object(closed)]
pub struct CreateRoleSetBody {
    /// The name to show.
    pub name: String,
    /// What organizations will call it: `role_set:`, then lower-case letters, digits and underscores. Unique in the
    /// instance; made from `name` when left out.
    pub key: Option<String>,
    /// What it is for, for people.
    pub description: Maybe<String>,
    /// The key of the role of new members; one of `roles`.
    pub default_role_key: String,
    /// The key of the role of those who create an organization; one of `roles`, and one that creators can have.
    pub creator_role_key: String,
    /// Whether new organizations get it; `custom` when left out.
    pub r#type: Option<RoleSetType>,
    /// The keys of the roles in it, one to ten.
    pub roles: Vec<String>,
}
