//! Roles that members of organizations have, each a named set of permissions.

use serde::{Deserialize, Serialize};

use crate::sql::Row;
use crate::{StorageError, Tx, params};

/// A role of an instance.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Role {
    /// `org:admin`, …; names the role in memberships and invitations.
    #[serde(skip)]
    pub key: String,
    /// `role_…`.
    #[serde(skip)]
    pub id: String,
    /// For people: `Admin`.
    pub name: String,
    /// For people: what it is for.
    pub description: String,
    /// The keys of its permissions, system ones included.
    pub permissions: Vec<String>,
    /// Milliseconds since the epoch.
    #[serde(skip)]
    pub created_at: i64,
    /// Milliseconds since the epoch.
    pub updated_at: i64,
}

impl Role {
    /// Whether the role has that permission.
    pub fn has(&self, permission: &str) -> bool {
        self.permissions.iter().any(|one| one == permission)
    }
}

const COLUMNS: &str = "key, id, created_at, data";

fn read_role(row: &Row<'_>) -> Result<Role, StorageError> {
    let mut role: Role = serde_json::from_str(&row.get::<String>(3)?)?;
    (role.key, role.id, role.created_at) = (row.get(0)?, row.get(1)?, row.get(2)?);
    Ok(role)
}

impl Tx<'_, '_> {
    /// Inserts a role. `false` when its key is taken.
    pub fn insert_role(&mut self, role: &Role) -> Result<bool, StorageError> {
        let data = serde_json::to_string(role)?;
        let inserted = self.connection.execute(
            "INSERT INTO roles (instance_id, key, id, created_at, data) VALUES ($1, $2, $3, $4, $5)
             ON CONFLICT (instance_id, key) DO NOTHING",
            params![self.instance_value(), &role.key, &role.id, role.created_at, data],
        )?;
        Ok(inserted == 1)
    }

    /// The role with that key.
    pub fn find_role(&mut self, key: &str) -> Result<Option<Role>, StorageError> {
        let sql = format!("SELECT {COLUMNS} FROM roles WHERE instance_id = $1 AND key = $2");
        self.connection.query_optional(&sql, params![self.instance_value(), key], read_role)
    }

    /// Every role of the instance, by key.
    pub fn list_roles(&mut self) -> Result<Vec<Role>, StorageError> {
        let sql = format!("SELECT {COLUMNS} FROM roles WHERE instance_id = $1 ORDER BY key");
        self.connection.query(&sql, params![self.instance_value()], read_role)
    }
}
