use crate::{Text, object};

/// Something that a role can allow its members.
#[object]
pub struct Permission {
    /// Always `permission`.
    #[api(values = "permission")]
    pub object: Text,
    /// The permission's id, `perm_…`.
    pub id: String,
    /// The name to show.
    pub name: String,
    /// What code asks for: `org:`, a feature, `:` and an action; those of the system begin with `org:sys_`.
    pub key: String,
    /// What it allows, for people; empty when nobody wrote anything.
    pub description: String,
    /// `system` for those that every instance has and nobody can change, `custom` for your own.
    pub r#type: String,
    /// When it was created, in milliseconds since the epoch.
    pub created_at: i64,
    /// When it was last changed, in milliseconds since the epoch.
    pub updated_at: i64,
}
