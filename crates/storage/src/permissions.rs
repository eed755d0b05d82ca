//! Permissions that roles can allow their members: those of the system, and an instance's own.

use crate::select::Select;
use crate::sql::Row;
use crate::{StorageError, Tx, params};

/// The kept counter of all permissions.
pub const PERMISSIONS_COUNTER: &str = "permissions";

/// What the keys of the system's own begin with; no other key may.
pub const SYSTEM_PREFIX: &str = "org:sys_";

/// The permissions that every instance has: key, name and description of each.
pub const SYSTEM_PERMISSIONS: &[(&str, &str, &str)] = &[
    ("org:sys_profile:manage", "Manage organization", "Change the profile of the organization."),
    ("org:sys_profile:delete", "Delete organization", "Delete the organization."),
    ("org:sys_memberships:read", "Read members", "See the members of the organization."),
    ("org:sys_memberships:manage", "Manage members", "Change members and invitations of the organization."),
    ("org:sys_domains:read", "Read domains", "See the domains of the organization."),
    ("org:sys_domains:manage", "Manage domains", "Change the domains of the organization."),
    ("org:sys_billing:read", "Read billing", "See what the organization pays for."),
    ("org:sys_billing:manage", "Manage billing", "Change what the organization pays for."),
    (
        "org:sys_entconns:manage",
        "Manage enterprise connections",
        "Change the enterprise connections of the organization.",
    ),
];

/// A permission. Times are milliseconds since the epoch.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Permission {
    /// `perm_…`.
    pub id: String,
    /// `org:` and, with a colon between them, a feature and an action. Unique in the instance.
    pub key: String,
    /// For people.
    pub name: String,
    /// For people: what it allows.
    pub description: String,
    /// Whether every instance has it and nobody may change it.
    pub system: bool,
    pub created_at: i64,
    pub updated_at: i64,
}

/// What a list of permissions is sorted by.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PermissionOrder {
    CreatedAt,
    Name,
    Key,
}

impl PermissionOrder {
    fn columns(self, direction: &str) -> String {
        match self {
            Self::CreatedAt => format!("created_at {direction}, id {direction}"),
            Self::Name => format!("name {direction}, id {direction}"),
            Self::Key => format!("key {direction}"),
        }
    }
}

const COLUMNS: &str = "id, key, name, type, description, created_at, updated_at";

fn read_permission(row: &Row<'_>) -> Result<Permission, StorageError> {
    Ok(Permission {
        id: row.get(0)?,
        key: row.get(1)?,
        name: row.get(2)?,
        system: row.get::<String>(3)? == "system",
        description: row.get(4)?,
        created_at: row.get(5)?,
        updated_at: row.get(6)?,
    })
}

fn search_text(permission: &Permission) -> String {
    format!("{}\n{}", permission.name.to_lowercase(), permission.key)
}

/// An id as a whole, or a part of name or key in any case.
fn condition(select: &mut Select, query: Option<&str>) {
    if let Some(query) = query {
        let lower = query.to_lowercase();
        select.push(" AND (id = ").bind(query).push(" OR ").push_contains("search", &lower).push(")");
    }
}

impl Tx<'_, '_> {
    /// Inserts a permission and counts it. `false` when its key is taken.
    pub fn insert_permission(&mut self, permission: &Permission) -> Result<bool, StorageError> {
        let inserted = self.connection.execute(
            "INSERT INTO permissions (instance_id, id, key, name, type, description, created_at, updated_at, search)
             VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9) ON CONFLICT (instance_id, key) DO NOTHING",
            params![
                self.instance_value(),
                &permission.id,
                &permission.key,
                &permission.name,
                if permission.system { "system" } else { "custom" },
                &permission.description,
                permission.created_at,
                permission.updated_at,
                search_text(permission)
            ],
        )?;
        if inserted == 1 {
            self.add_to_counter(PERMISSIONS_COUNTER, 1)?;
        }
        Ok(inserted == 1)
    }

    /// The permission of that id; locked inside a unit of work that writes.
    pub fn find_permission(&mut self, id: &str) -> Result<Option<Permission>, StorageError> {
        let sql = format!("SELECT {COLUMNS} FROM permissions WHERE instance_id = $1 AND id = $2");
        self.connection.query_locked(&sql, params![self.instance_value(), id], read_permission)
    }

    /// The permissions of those ids that exist, in no particular order.
    pub fn find_permissions(&mut self, ids: &[String]) -> Result<Vec<Permission>, StorageError> {
        self.find_permissions_in("id", ids)
    }

    /// The permissions with those keys, in no particular order.
    pub fn find_permissions_by_key(&mut self, keys: &[String]) -> Result<Vec<Permission>, StorageError> {
        self.find_permissions_in("key", keys)
    }

    fn find_permissions_in(&mut self, column: &str, values: &[String]) -> Result<Vec<Permission>, StorageError> {
        let mut found = Vec::with_capacity(values.len());
        for chunk in values.chunks(100) {
            let mut select = Select::new(&format!("SELECT {COLUMNS} FROM permissions WHERE instance_id = "));
            select.bind(self.instance_value()).push(&format!(" AND {column} IN ")).bind_all(chunk);
            found.extend(self.connection.query(&select.sql, &select.params, read_permission)?);
        }
        Ok(found)
    }

    /// Some of the permissions, in order. `query` is an id as a whole, or a part of name or key in any case.
    pub fn list_permissions(
        &mut self,
        query: Option<&str>,
        (order, descending): (PermissionOrder, bool),
        limit: i64,
        offset: i64,
    ) -> Result<Vec<Permission>, StorageError> {
        let mut select = Select::new(&format!("SELECT {COLUMNS} FROM permissions WHERE instance_id = "));
        select.bind(self.instance_value());
        condition(&mut select, query);
        let columns = order.columns(if descending { "DESC" } else { "ASC" });
        select.push(&format!(" ORDER BY {columns} LIMIT ")).bind(limit).push(" OFFSET ").bind(offset);
        self.connection.query(&select.sql, &select.params, read_permission)
    }

    /// How many permissions there are of which [`Self::list_permissions`] gives some.
    pub fn count_permissions(&mut self, query: Option<&str>) -> Result<i64, StorageError> {
        if query.is_none() {
            return self.counter(PERMISSIONS_COUNTER);
        }
        let mut select = Select::new("SELECT count(*) FROM permissions WHERE instance_id = ");
        select.bind(self.instance_value());
        condition(&mut select, query);
        Ok(self.connection.query_optional(&select.sql, &select.params, |row| row.get(0))?.unwrap_or(0))
    }

    /// Writes a permission over the stored one. `false` when its key is taken, in which case nothing may be kept.
    pub fn update_permission(&mut self, permission: &Permission) -> Result<bool, StorageError> {
        let changed = self.connection.execute(
            "UPDATE permissions SET key = $1, name = $2, description = $3, updated_at = $4, search = $5
             WHERE instance_id = $6 AND id = $7",
            params![
                &permission.key,
                &permission.name,
                &permission.description,
                permission.updated_at,
                search_text(permission),
                self.instance_value(),
                &permission.id
            ],
        );
        match changed {
            Err(StorageError::Unique(_)) => Ok(false),
            changed => Self::expect_row(changed?, "permissions").map(|()| true),
        }
    }

    /// Deletes a permission. That no role has it any more is the caller's to see to.
    pub fn delete_permission(&mut self, id: &str) -> Result<(), StorageError> {
        let parameters = params![self.instance_value(), id];
        let deleted =
            self.connection.execute("DELETE FROM permissions WHERE instance_id = $1 AND id = $2", parameters)?;
        Self::expect_row(deleted, "permissions")?;
        self.add_to_counter(PERMISSIONS_COUNTER, -1)
    }
}
