//! Machines: programs that prove to each other which they are.

mod keys;
mod scopes;

use crate::select::Select;
use crate::sql::{Row, Value, places};
use crate::{StorageError, Tx, params};

pub use keys::{MachineKeyHolder, MachineSecretKey};
pub use scopes::MachineScope;

/// The kept counter of all machines.
pub const MACHINES_COUNTER: &str = "machines";

const TABLE: &str = "machines";

/// A machine.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Machine {
    /// `mch_…`.
    pub id: String,
    /// For people.
    pub name: String,
    /// How long its tokens live unless they are asked for otherwise, in seconds.
    pub default_token_ttl: i64,
    /// When it was made, milliseconds since the epoch.
    pub created_at: i64,
    /// When it last changed, milliseconds since the epoch.
    pub updated_at: i64,
}

/// What a list of machines is sorted by.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum MachineOrder {
    CreatedAt,
    Name,
}

impl MachineOrder {
    const fn column(self) -> &'static str {
        match self {
            Self::CreatedAt => "created_at",
            Self::Name => "name",
        }
    }
}

const COLUMNS: &str = "id, name, default_token_ttl, created_at, updated_at";

fn read_machine(row: &Row<'_>) -> Result<Machine, StorageError> {
    read_machine_from(row, 0)
}

fn read_machine_from(row: &Row<'_>, first: usize) -> Result<Machine, StorageError> {
    Ok(Machine {
        id: row.get(first)?,
        name: row.get(first + 1)?,
        default_token_ttl: row.get(first + 2)?,
        created_at: row.get(first + 3)?,
        updated_at: row.get(first + 4)?,
    })
}

/// An id as a whole, or a part of the name in any case.
fn condition(select: &mut Select, query: Option<&str>) {
    if let Some(query) = query {
        let lower = query.to_lowercase();
        select.push(" AND (id = ").bind(query).push(" OR ").push_contains("search", &lower).push(")");
    }
}

impl Tx<'_, '_> {
    /// Inserts a machine and counts it.
    pub fn insert_machine(&mut self, machine: &Machine) -> Result<(), StorageError> {
        self.connection.execute(
            "INSERT INTO machines (instance_id, id, name, default_token_ttl, created_at, updated_at, search)
             VALUES ($1, $2, $3, $4, $5, $6, $7)",
            params![
                self.instance_value(),
                &machine.id,
                &machine.name,
                machine.default_token_ttl,
                machine.created_at,
                machine.updated_at,
                machine.name.to_lowercase()
            ],
        )?;
        self.add_to_counter(MACHINES_COUNTER, 1)
    }

    /// The machine of that id; inside a unit of work that writes, its row is locked until the end.
    pub fn find_machine(&mut self, id: &str) -> Result<Option<Machine>, StorageError> {
        let sql = format!("SELECT {COLUMNS} FROM machines WHERE instance_id = $1 AND id = $2");
        self.connection.query_locked(&sql, params![self.instance_value(), id], read_machine)
    }

    /// The machines of those ids that exist, in no particular order. Inside a unit of work that writes, none of them
    /// can be deleted until the end.
    pub fn keep_machines(&mut self, ids: &[String]) -> Result<Vec<Machine>, StorageError> {
        let mut found = Vec::with_capacity(ids.len());
        for chunk in ids.chunks(100) {
            let mut parameters = vec![self.instance_value()];
            parameters.extend(chunk.iter().map(Value::from));
            let sql = format!(
                "SELECT {COLUMNS} FROM machines WHERE instance_id = $1 AND id IN ({}) ORDER BY id",
                places(2, chunk.len())
            );
            found.extend(self.connection.query_kept(&sql, &parameters, read_machine)?);
        }
        Ok(found)
    }

    /// Some of the machines, in order. `query` is an id as a whole, or a part of the name in any case.
    pub fn list_machines(
        &mut self,
        query: Option<&str>,
        (order, descending): (MachineOrder, bool),
        limit: i64,
        offset: i64,
    ) -> Result<Vec<Machine>, StorageError> {
        let mut select = Select::new(&format!("SELECT {COLUMNS} FROM machines WHERE instance_id = "));
        select.bind(self.instance_value());
        condition(&mut select, query);
        let (column, direction) = (order.column(), if descending { "DESC" } else { "ASC" });
        select.push(&format!(" ORDER BY {column} {direction}, id {direction} LIMIT ")).bind(limit);
        select.push(" OFFSET ").bind(offset);
        self.connection.query(&select.sql, &select.params, read_machine)
    }

    /// How many machines there are of which [`Self::list_machines`] gives some.
    pub fn count_machines(&mut self, query: Option<&str>) -> Result<i64, StorageError> {
        if query.is_none() {
            return self.counter(MACHINES_COUNTER);
        }
        let mut select = Select::new("SELECT count(*) FROM machines WHERE instance_id = ");
        select.bind(self.instance_value());
        condition(&mut select, query);
        Ok(self.connection.query_optional(&select.sql, &select.params, |row| row.get(0))?.unwrap_or(0))
    }

    /// Writes a machine over the stored one.
    pub fn update_machine(&mut self, machine: &Machine) -> Result<(), StorageError> {
        let changed = self.connection.execute(
            "UPDATE machines SET name = $1, default_token_ttl = $2, updated_at = $3, search = $4
             WHERE instance_id = $5 AND id = $6",
            params![
                &machine.name,
                machine.default_token_ttl,
                machine.updated_at,
                machine.name.to_lowercase(),
                self.instance_value(),
                &machine.id
            ],
        )?;
        Self::expect_row(changed, TABLE)
    }

    /// Deletes a machine, whose row must be locked, with its keys, its tokens, and access from it and to it. Of many
    /// tokens and API keys some are left for [`Self::delete_leftovers`], which is told; none of them works any more.
    pub fn delete_machine(&mut self, id: &str) -> Result<bool, StorageError> {
        let parameters = params![self.instance_value(), id];
        let changed = self.connection.execute("DELETE FROM machines WHERE instance_id = $1 AND id = $2", parameters)?;
        Self::expect_row(changed, TABLE)?;
        for sql in [
            "DELETE FROM machine_secret_keys WHERE instance_id = $1 AND machine_id = $2",
            "DELETE FROM machine_scopes WHERE instance_id = $1 AND from_machine_id = $2",
            "DELETE FROM machine_scopes WHERE instance_id = $1 AND to_machine_id = $2",
        ] {
            self.connection.execute(sql, parameters)?;
        }
        self.delete_m2m_token_counts(id)?;
        self.uncount_api_keys(id)?;
        let leaves = self.delete_owned(id)?;
        self.add_to_counter(MACHINES_COUNTER, -1)?;
        Ok(leaves)
    }
}
