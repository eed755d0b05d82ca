use crate::{Maybe, Nullable, Text, object};

/// A role as a part of a role set.
#[object(closed)]
pub struct RoleSetItem {
    /// Always `role_set_item`.
    #[api(values = "role_set_item")]
    pub object: Text,
    /// The role's id, `role_…`.
    pub id: String,
    /// The role's name, to show.
    pub name: String,
    /// The role's key, such as `org:admin`.
    pub key: String,
    /// What the role is for, for people; `null` when nobody wrote anything.
    pub description: Nullable<String>,
    /// How many members have the role by this role set.
    pub members_count: Maybe<i64>,
    /// Whether any member has the role by this role set.
    pub has_members: Maybe<bool>,
    /// When the role was created, in milliseconds since the epoch.
    pub created_at: i64,
    /// When the role was last changed, in milliseconds since the epoch.
    pub updated_at: i64,
}
