//! Roles that members of organizations have, each a named set of permissions. There are few, so they are read
//! together with the role sets that hold them.

use serde::{Deserialize, Serialize};

use crate::role_sets::{RoleSet, read_role_set};
use crate::sql::Row;
use crate::{StorageError, Tx, params};

/// A role of an instance. Times are milliseconds since the epoch.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Role {
    /// `org:admin`, …; what memberships and invitations call it. Unique in the instance.
    #[serde(skip)]
    pub key: String,
    /// `role_…`.
    #[serde(skip)]
    pub id: String,
    /// For people: `Admin`.
    pub name: String,
    /// For people: what it is for.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub description: Option<String>,
    /// The keys of its permissions, system ones included.
    pub permissions: Vec<String>,
    #[serde(skip)]
    pub created_at: i64,
    pub updated_at: i64,
}

impl Role {
    /// Whether the role has that permission.
    pub fn has(&self, permission: &str) -> bool {
        self.permissions.iter().any(|one| one == permission)
    }
}

/// Which advisory locks of PostgreSQL are about roles; any number that nothing else of ours uses.
const ROLES_LOCK: i32 = 0x726f_6c65;

fn read_role(row: &Row<'_>) -> Result<Role, StorageError> {
    let mut role: Role = serde_json::from_str(&row.get::<String>(5)?)?;
    (role.key, role.id, role.created_at) = (row.get(1)?, row.get(2)?, row.get(4)?);
    Ok(role)
}

impl Tx<'_, '_> {
    /// Lets nobody else change roles, permissions or role sets, or give anybody a role, until this unit of work has
    /// ended. Before any row is locked: whoever gives a role holds [`Self::share_roles`] and waits for rows.
    pub fn lock_roles(&mut self) -> Result<(), StorageError> {
        self.lock_roles_by("pg_advisory_xact_lock")
    }

    /// Keeps roles, permissions and role sets as they are until this unit of work has ended. Others may share it.
    fn share_roles(&mut self) -> Result<(), StorageError> {
        self.lock_roles_by("pg_advisory_xact_lock_shared")
    }

    /// A lock of the instance's own, and not that of a row: those who come first would let those in front of a waiting
    /// change pass it by, again and again. SQLite has one writer anyway.
    fn lock_roles_by(&mut self, function: &str) -> Result<(), StorageError> {
        if self.connection.writable && !self.connection.is_sqlite() {
            let sql = format!("SELECT 1 FROM {function}({ROLES_LOCK}, hashtext($1))");
            self.connection.query(&sql, params![self.instance_value()], |_| Ok(()))?;
        }
        Ok(())
    }

    /// Every role and every role set of the instance by key, in one look-up. In a unit of work that writes they stay
    /// as they are until its end.
    pub fn list_roles_and_sets(&mut self) -> Result<(Vec<Role>, Vec<RoleSet>), StorageError> {
        self.share_roles()?;
        let sql = "SELECT 1, key, id, '', created_at, data FROM roles WHERE instance_id = $1
             UNION ALL SELECT 2, key, id, type, created_at, data FROM role_sets WHERE instance_id = $1";
        let (mut roles, mut sets) = (Vec::new(), Vec::new());
        self.connection.query(sql, params![self.instance_value()], |row| {
            if row.get::<String>(3)?.is_empty() {
                roles.push(read_role(row)?);
            } else {
                sets.push(read_role_set(row)?);
            }
            Ok(())
        })?;
        roles.sort_unstable_by(|one, other| one.key.cmp(&other.key));
        sets.sort_unstable_by(|one, other| one.key.cmp(&other.key));
        Ok((roles, sets))
    }

    /// Every role of the instance, by key.
    pub fn list_roles(&mut self) -> Result<Vec<Role>, StorageError> {
        Ok(self.list_roles_and_sets()?.0)
    }

    /// The role with that key.
    pub fn find_role(&mut self, key: &str) -> Result<Option<Role>, StorageError> {
        Ok(self.list_roles()?.into_iter().find(|role| role.key == key))
    }

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

    /// Writes a role over the stored one, `before`; under a new key for everybody who has it. `false` when the key is
    /// taken, in which case nothing may be kept. The roles must be locked.
    pub fn update_role(&mut self, before: &Role, role: &Role) -> Result<bool, StorageError> {
        let data = serde_json::to_string(role)?;
        let changed = self.connection.execute(
            "UPDATE roles SET key = $1, data = $2 WHERE instance_id = $3 AND key = $4",
            params![&role.key, data, self.instance_value(), &before.key],
        );
        let changed = match changed {
            Err(StorageError::Unique(_)) => return Ok(false),
            changed => changed?,
        };
        Self::expect_row(changed, "roles")?;
        if role.key != before.key {
            self.rename_slots(&before.key, &role.key)?;
        }
        Ok(true)
    }

    /// Deletes a role that nobody has and no role set holds. The roles must be locked. Invitations that were accepted
    /// or revoked remember its key.
    pub fn delete_role(&mut self, key: &str) -> Result<(), StorageError> {
        let parameters = params![self.instance_value(), key];
        let deleted = self.connection.execute("DELETE FROM roles WHERE instance_id = $1 AND key = $2", parameters)?;
        Self::expect_row(deleted, "roles")
    }
}
