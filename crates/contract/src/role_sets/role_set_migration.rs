use std::collections::BTreeMap;

use crate::{Maybe, Text, object};

/// The move of members to other roles that follows when a role or role set goes.
#[object(closed)]
pub struct RoleSetMigration {
    /// Always `role_set_migration`.
    #[api(values = "role_set_migration")]
    pub object: Text,
    /// The id of this object.
    pub id: String,
    /// The organization that it is about, `org_…`; none when it is about all that have the role set.
    pub organization_id: Maybe<String>,
    /// The instance's id, `ins_…`.
    pub instance_id: String,
    /// The id of the role set that members leave, `rset_…`.
    pub source_role_set_id: String,
    /// The id of the role set that takes its place, `rset_…`.
    pub dest_role_set_id: Maybe<String>,
    /// What made it necessary, such as `role_set_deletion` or `role_removal`.
    pub trigger_type: String,
    /// How far it got: `enqueued`, `in_progress` or `completed`.
    pub status: String,
    /// How many members have been moved so far.
    pub migrated_members: i64,
    /// For each key of a former role, the key of the role that takes its place.
    pub mappings: Maybe<BTreeMap<String, String>>,
    /// When the first member was moved, in milliseconds since the epoch.
    pub started_at: Maybe<i64>,
    /// When the last member was moved, in milliseconds since the epoch.
    pub completed_at: Maybe<i64>,
    /// When it was created, in milliseconds since the epoch.
    pub created_at: i64,
    /// When it was last changed, in milliseconds since the epoch.
    pub updated_at: i64,
}
