//! Kept counters: totals that are maintained with every change instead of being counted.

use crate::{StorageError, Tx, params};

impl Tx<'_, '_> {
    /// Adds to a kept counter. It is spread over several rows, so that parallel writers of
    /// PostgreSQL do not queue for one.
    pub fn add_to_counter(&mut self, name: &str, delta: i64) -> Result<(), StorageError> {
        let (instance, slot) = (self.instance_value(), self.connection.counter_slot);
        self.connection.execute(
            "INSERT INTO counters (instance_id, name, slot, value) VALUES ($1, $2, $3, $4)
             ON CONFLICT (instance_id, name, slot) DO UPDATE SET value = counters.value + excluded.value",
            params![instance, name, slot, delta],
        )?;
        Ok(())
    }

    /// The value of a kept counter; 0 when nothing was ever added.
    pub fn counter(&mut self, name: &str) -> Result<i64, StorageError> {
        let parameters = params![self.instance_value(), name];
        let sql = "SELECT CAST(coalesce(sum(value), 0) AS BIGINT) FROM counters WHERE instance_id = $1 AND name = $2";
        Ok(self.connection.query_optional(sql, parameters, |row| row.get(0))?.unwrap_or(0))
    }

    /// Forgets a counter whose owner is gone.
    pub fn delete_counter(&mut self, name: &str) -> Result<(), StorageError> {
        let parameters = params![self.instance_value(), name];
        self.connection.execute("DELETE FROM counters WHERE instance_id = $1 AND name = $2", parameters)?;
        Ok(())
    }

    /// Forgets the counters of an owner that is gone: all whose names begin with `prefix`, which ends with a blank.
    /// Gives the number of rows that they had.
    pub(crate) fn delete_counters(&mut self, prefix: &str) -> Result<u64, StorageError> {
        // Texts compare by their bytes, and `!` comes right behind the blank.
        let end = format!("{}!", prefix.trim_end_matches(' '));
        let sql = "DELETE FROM counters WHERE instance_id = $1 AND name >= $2 AND name < $3";
        self.connection.execute(sql, params![self.instance_value(), prefix, end])
    }
}
