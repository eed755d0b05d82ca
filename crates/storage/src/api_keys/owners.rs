//! Whose API keys are: users, organizations or machines. A key ends with its owner.

use std::collections::HashSet;

use super::list::owner_prefix;
use crate::sql::{Value, places};
use crate::{StorageError, Tx};

/// How the ids of owners begin, and the tables where they are.
pub(crate) const OWNERS: &[(&str, &str)] = &[("user_", "users"), ("org_", "organizations"), ("mch_", "machines")];

impl Tx<'_, '_> {
    /// Whether there is an owner of that id; inside a unit of work that writes, it cannot be deleted until the end.
    pub fn keep_api_key_owner(&mut self, subject: &str) -> Result<bool, StorageError> {
        Ok(!self.keep_api_key_owners(&[subject.to_owned()])?.is_empty())
    }

    /// Like [`Self::keep_api_key_owner`]: those of the owners that there are.
    pub(crate) fn keep_api_key_owners(&mut self, subjects: &[String]) -> Result<HashSet<String>, StorageError> {
        let mut kept = HashSet::new();
        for (prefix, table) in OWNERS {
            let of_table: Vec<&String> = subjects.iter().filter(|subject| subject.starts_with(prefix)).collect();
            for chunk in of_table.chunks(100) {
                let mut parameters = vec![self.instance_value()];
                parameters.extend(chunk.iter().map(|subject| Value::from(*subject)));
                let places = places(2, chunk.len());
                let sql = format!("SELECT id FROM {table} WHERE instance_id = $1 AND id IN ({places}) ORDER BY id");
                kept.extend(self.connection.query_kept(&sql, &parameters, |row| row.get::<String>(0))?);
            }
        }
        Ok(kept)
    }

    /// Takes the keys of an owner that is deleted in this unit of work out of every count. `false` when it never had
    /// one.
    pub(crate) fn uncount_api_keys(&mut self, subject: &str) -> Result<bool, StorageError> {
        Ok(self.delete_counters(&owner_prefix(subject))? > 0)
    }
}
