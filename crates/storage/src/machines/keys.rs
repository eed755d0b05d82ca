//! The secret keys of machines. A key is found by its hash, and given back by opening what is sealed.

use crate::instances::{InstanceRow, read_instance_from};
use crate::sql::Row;
use crate::{StorageError, SystemTx, Tx, params};

/// A secret key of a machine, without the secret.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct MachineSecretKey {
    /// The hash that it is found by.
    pub hash: String,
    /// `mch_…`.
    pub machine_id: String,
    /// The secret, encrypted with a key that is not in this table.
    pub sealed: Vec<u8>,
    /// From when on it opens nothing, milliseconds since the epoch; `None` for the present key.
    pub expires_at: Option<i64>,
    /// When it was made, milliseconds since the epoch.
    pub created_at: i64,
}

/// Whom a secret key of a machine speaks for.
#[derive(Clone, Debug, PartialEq)]
pub struct MachineKeyHolder {
    /// The instance.
    pub instance: InstanceRow,
    /// `mch_…`.
    pub machine_id: String,
    /// From when on the key opens nothing, milliseconds since the epoch.
    pub expires_at: Option<i64>,
}

const COLUMNS: &str = "hash, machine_id, sealed, expires_at, created_at";

fn read_key(row: &Row<'_>) -> Result<MachineSecretKey, StorageError> {
    Ok(MachineSecretKey {
        hash: row.get(0)?,
        machine_id: row.get(1)?,
        sealed: row.get(2)?,
        expires_at: row.get(3)?,
        created_at: row.get(4)?,
    })
}

impl Tx<'_, '_> {
    /// Inserts a secret key. A machine has one present key; the one before must have got an end.
    pub fn insert_machine_secret_key(&mut self, key: &MachineSecretKey) -> Result<(), StorageError> {
        self.connection.execute(
            "INSERT INTO machine_secret_keys (hash, instance_id, machine_id, expires_at, created_at, sealed)
             VALUES ($1, $2, $3, $4, $5, $6)",
            params![
                &key.hash,
                self.instance_value(),
                &key.machine_id,
                key.expires_at,
                key.created_at,
                key.sealed.clone()
            ],
        )?;
        Ok(())
    }

    /// The present secret key of a machine.
    pub fn find_machine_secret_key(&mut self, machine_id: &str) -> Result<Option<MachineSecretKey>, StorageError> {
        let sql = format!(
            "SELECT {COLUMNS} FROM machine_secret_keys
             WHERE instance_id = $1 AND machine_id = $2 AND expires_at IS NULL"
        );
        self.connection.query_optional(&sql, params![self.instance_value(), machine_id], read_key)
    }

    /// Lets no key of a machine, whose row must be locked, work from `until` on; those that work no more at `now`
    /// are deleted.
    pub fn end_machine_secret_keys(&mut self, machine_id: &str, until: i64, now: i64) -> Result<(), StorageError> {
        self.connection.execute(
            "UPDATE machine_secret_keys SET expires_at = $1
             WHERE instance_id = $2 AND machine_id = $3 AND (expires_at IS NULL OR expires_at > $1)",
            params![until, self.instance_value(), machine_id],
        )?;
        self.connection.execute(
            "DELETE FROM machine_secret_keys WHERE instance_id = $1 AND machine_id = $2 AND expires_at <= $3",
            params![self.instance_value(), machine_id, now],
        )?;
        Ok(())
    }
}

impl SystemTx<'_, '_> {
    /// Whom the secret key of a machine with that hash speaks for, even where its end has come.
    pub fn find_machine_key_holder(&mut self, hash: &str) -> Result<Option<MachineKeyHolder>, StorageError> {
        let columns = crate::instances::columns_of("i");
        let sql = format!(
            "SELECT k.machine_id, k.expires_at, {columns} FROM machine_secret_keys k
             JOIN instances i ON i.id = k.instance_id WHERE k.hash = $1"
        );
        self.connection.query_optional(&sql, params![hash], |row| {
            Ok(MachineKeyHolder {
                machine_id: row.get(0)?,
                expires_at: row.get(1)?,
                instance: read_instance_from(row, 2)?,
            })
        })
    }
}
