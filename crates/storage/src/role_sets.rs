//! Role sets: which roles the members of an organization can have.
//!
//! Rows of members and invitations hold a token; which role it stands for is a slot of the cohort that their
//! organization belongs to, and each cohort belongs to a role set. However many members there are, a role is renamed
//! or replaced, and a role set replaced, by changing slots and cohorts only: in one moment for every reader.

mod members;
mod slots;
#[cfg(test)]
mod tests;

use serde::{Deserialize, Serialize};

use crate::sql::Row;
use crate::{StorageError, Tx, params};

pub(crate) use members::member_counter;
pub use members::{CountedMembers, ROLE_MEMBERS_PREFIX, RoleMembers};

/// A role set. Times are milliseconds since the epoch.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct RoleSet {
    /// `role_set:default`, …; what organizations call it. Unique in the instance.
    #[serde(skip)]
    pub key: String,
    /// `rset_…`.
    #[serde(skip)]
    pub id: String,
    /// Whether new organizations get it; one of the instance.
    #[serde(skip)]
    pub initial: bool,
    /// For people.
    pub name: String,
    /// For people: what it is for.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub description: Option<String>,
    /// The ids of its roles, in the order in which they came.
    pub roles: Vec<String>,
    /// The id of the role of new members.
    pub default_role: String,
    /// The id of the role of those who create an organization.
    pub creator_role: String,
    #[serde(skip)]
    pub created_at: i64,
    pub updated_at: i64,
}

impl RoleSet {
    /// Whether the role of that id is in it.
    pub fn holds(&self, role_id: &str) -> bool {
        self.roles.iter().any(|id| id == role_id)
    }

    fn kind(&self) -> &'static str {
        if self.initial { "initial" } else { "custom" }
    }
}

/// Reads a row of kind, key, id, type, time of creation and data.
pub(crate) fn read_role_set(row: &Row<'_>) -> Result<RoleSet, StorageError> {
    let mut set: RoleSet = serde_json::from_str(&row.get::<String>(5)?)?;
    (set.key, set.id, set.created_at) = (row.get(1)?, row.get(2)?, row.get(4)?);
    set.initial = row.get::<String>(3)? == "initial";
    Ok(set)
}

impl Tx<'_, '_> {
    /// Inserts a role set whose roles have these keys. `false` when its key is taken. The roles must be locked.
    pub fn insert_role_set(&mut self, set: &RoleSet, role_keys: &[String]) -> Result<bool, StorageError> {
        let inserted = self.connection.execute(
            "INSERT INTO role_sets (instance_id, key, id, type, created_at, data) VALUES ($1, $2, $3, $4, $5, $6)
             ON CONFLICT (instance_id, key) DO NOTHING",
            params![self.instance_value(), &set.key, &set.id, set.kind(), set.created_at, serde_json::to_string(set)?],
        )?;
        if inserted == 0 {
            return Ok(false);
        }
        self.insert_cohort(&set.id, &set.id)?;
        for key in role_keys {
            self.insert_slot(&set.id, key, key)?;
        }
        Ok(true)
    }

    /// Writes a role set over the stored one. `false` when its key is taken, in which case nothing may be kept. The
    /// roles must be locked; of two that change places as `initial`, the former one comes first.
    pub fn update_role_set(&mut self, set: &RoleSet) -> Result<bool, StorageError> {
        let changed = self.connection.execute(
            "UPDATE role_sets SET key = $1, type = $2, data = $3 WHERE instance_id = $4 AND id = $5",
            params![&set.key, set.kind(), serde_json::to_string(set)?, self.instance_value(), &set.id],
        );
        match changed {
            Err(StorageError::Unique(_)) => Ok(false),
            changed => Self::expect_row(changed?, "role_sets").map(|()| true),
        }
    }

    /// Deletes a role set and gives its organizations `destination`, whose roles have these keys. Members and
    /// invitations in a role that `mappings` names get the other one; the rest keep theirs. The roles must be locked.
    pub fn replace_role_set(
        &mut self,
        set: &RoleSet,
        destination: &RoleSet,
        destination_keys: &[String],
        mappings: &[(String, String)],
        fresh_token: &str,
    ) -> Result<(), StorageError> {
        self.map_slots(&set.id, mappings)?;
        self.connection.execute(
            "UPDATE role_cohorts SET role_set_id = $1 WHERE instance_id = $2 AND role_set_id = $3",
            params![&destination.id, self.instance_value(), &set.id],
        )?;
        self.delete_empty_cohorts(&destination.id)?;
        for (position, key) in destination_keys.iter().enumerate() {
            self.add_slots(&destination.id, key, &format!("{fresh_token}.{position}"))?;
        }
        let parameters = params![self.instance_value(), &set.id];
        let deleted =
            self.connection.execute("DELETE FROM role_sets WHERE instance_id = $1 AND id = $2", parameters)?;
        Self::expect_row(deleted, "role_sets")
    }
}
