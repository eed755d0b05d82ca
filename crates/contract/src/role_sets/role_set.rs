use super::{RoleSetItem, RoleSetMigration};
use crate::{Maybe, Nullable, Text, object, values};

/// The roles that the members of an organization can have.
#[object(closed)]
pub struct RoleSet {
    /// Always `role_set`.
    #[api(values = "role_set")]
    pub object: Text,
    /// The role set's id, `rset_…`.
    pub id: String,
    /// The name to show.
    pub name: String,
    /// What organizations call it, such as `role_set:default`.
    pub key: String,
    /// What it is for, for people; `null` when nobody wrote anything.
    pub description: Nullable<String>,
    /// The roles in it, at most ten.
    pub roles: Vec<RoleSetItem>,
    /// The role of new members.
    pub default_role: Maybe<RoleSetItem>,
    /// The role of those who create an organization.
    pub creator_role: Maybe<RoleSetItem>,
    /// Whether new organizations get it.
    pub r#type: RoleSetType,
    /// The move of members to other roles that goes on; only while one is waiting or running.
    pub role_set_migration: Maybe<RoleSetMigration>,
    /// When it was created, in milliseconds since the epoch.
    pub created_at: i64,
    /// When it was last changed, in milliseconds since the epoch.
    pub updated_at: i64,
}

/// Which organizations get a role set.
#[values]
pub enum RoleSetType {
    /// The new ones, unless another is named; one role set of the instance.
    Initial,
    /// Those that name it.
    Custom,
}
