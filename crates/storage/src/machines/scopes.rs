//! Which machine may talk to which. What a token is good for is decided by the rows that are there when it is made.

use super::{Machine, read_machine_from};
use crate::sql::{Row, Value, places};
use crate::{StorageError, Tx, params};

/// That one machine may talk to another.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct MachineScope {
    /// The machine that talks, `mch_…`.
    pub from_machine_id: String,
    /// The machine that is talked to, `mch_…`.
    pub to_machine_id: String,
    /// When it was allowed, milliseconds since the epoch.
    pub created_at: i64,
}

impl Tx<'_, '_> {
    /// Inserts scopes of one machine, whose row must be locked. `false` when one of them is there already, in which
    /// case nothing may be kept.
    pub fn insert_machine_scopes(
        &mut self,
        from_machine_id: &str,
        to_machine_ids: &[String],
        now: i64,
    ) -> Result<bool, StorageError> {
        for chunk in to_machine_ids.chunks(100) {
            let mut parameters = Vec::with_capacity(chunk.len() * 4);
            for to in chunk {
                parameters.extend_from_slice(params![self.instance_value(), from_machine_id, to, now]);
            }
            let rows: Vec<String> = (0..chunk.len()).map(|row| format!("({})", places(row * 4 + 1, 4))).collect();
            let sql = format!(
                "INSERT INTO machine_scopes (instance_id, from_machine_id, to_machine_id, created_at) VALUES {}
                 ON CONFLICT (instance_id, from_machine_id, to_machine_id) DO NOTHING",
                rows.join(", ")
            );
            if self.connection.execute(&sql, &parameters)? != chunk.len() as u64 {
                return Ok(false);
            }
        }
        Ok(true)
    }

    /// The ids of the machines that one may talk to, in the order of the ids.
    pub fn list_machine_scopes(&mut self, from_machine_id: &str) -> Result<Vec<String>, StorageError> {
        let sql = "SELECT to_machine_id FROM machine_scopes WHERE instance_id = $1 AND from_machine_id = $2
                   ORDER BY to_machine_id";
        self.connection.query(sql, params![self.instance_value(), from_machine_id], |row| row.get(0))
    }

    /// The machines that some machines may talk to, each behind the id of the one that talks; those of one machine
    /// in the order in which they were allowed.
    pub fn list_scoped_machines(&mut self, from: &[String]) -> Result<Vec<(String, Machine)>, StorageError> {
        let mut found = Vec::new();
        for chunk in from.chunks(100) {
            let mut parameters = vec![self.instance_value()];
            parameters.extend(chunk.iter().map(Value::from));
            let sql = format!(
                "SELECT s.from_machine_id, m.id, m.name, m.default_token_ttl, m.created_at, m.updated_at
                 FROM machine_scopes s JOIN machines m ON m.instance_id = s.instance_id AND m.id = s.to_machine_id
                 WHERE s.instance_id = $1 AND s.from_machine_id IN ({})
                 ORDER BY s.from_machine_id, s.created_at, s.to_machine_id",
                places(2, chunk.len())
            );
            let read = |row: &Row<'_>| Ok((row.get(0)?, read_machine_from(row, 1)?));
            found.extend(self.connection.query(&sql, &parameters, read)?);
        }
        Ok(found)
    }

    /// How many machines one may talk to.
    pub fn count_machine_scopes(&mut self, from_machine_id: &str) -> Result<i64, StorageError> {
        let sql = "SELECT count(*) FROM machine_scopes WHERE instance_id = $1 AND from_machine_id = $2";
        let parameters = params![self.instance_value(), from_machine_id];
        Ok(self.connection.query_optional(sql, parameters, |row| row.get(0))?.unwrap_or(0))
    }

    /// Deletes a scope. `false` when there is none.
    pub fn delete_machine_scope(&mut self, from_machine_id: &str, to_machine_id: &str) -> Result<bool, StorageError> {
        let deleted = self.connection.execute(
            "DELETE FROM machine_scopes WHERE instance_id = $1 AND from_machine_id = $2 AND to_machine_id = $3",
            params![self.instance_value(), from_machine_id, to_machine_id],
        )?;
        Ok(deleted == 1)
    }
}
