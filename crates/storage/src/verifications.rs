//! Verifications by one-time codes: each code that was sent is one row.

use crate::sql::{Row, Value, places};
use crate::{StorageError, Tx, params};

/// A one-time code that was sent. Times are milliseconds since the epoch.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct CodeVerification {
    /// `ver_…`.
    pub id: String,
    /// The address or number it was sent to, `idn_…`.
    pub identification_id: String,
    /// Whose that is.
    pub user_id: String,
    /// `email_code` or `phone_code`.
    pub strategy: String,
    /// What a code is compared with; does not tell the code.
    pub code_digest: String,
    /// `unverified`, `verified`, `failed` or `expired`, as it was last decided.
    pub status: String,
    /// How many wrong codes were given.
    pub attempts: i64,
    /// From when on the code does not count any more.
    pub expire_at: i64,
    /// When it was sent.
    pub created_at: i64,
}

fn read_verification(row: &Row<'_>) -> Result<CodeVerification, StorageError> {
    Ok(CodeVerification {
        id: row.get(0)?,
        identification_id: row.get(1)?,
        user_id: row.get(2)?,
        strategy: row.get(3)?,
        code_digest: row.get(4)?,
        status: row.get(5)?,
        attempts: row.get(6)?,
        expire_at: row.get(7)?,
        created_at: row.get(8)?,
    })
}

impl Tx<'_, '_> {
    /// Inserts a verification.
    pub fn insert_verification(&mut self, verification: &CodeVerification) -> Result<(), StorageError> {
        let instance = self.instance_value();
        self.connection.execute(
            "INSERT INTO verifications (instance_id, id, identification_id, user_id, strategy, code_digest, status,
             attempts, expire_at, created_at) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)",
            params![
                instance,
                &verification.id,
                &verification.identification_id,
                &verification.user_id,
                &verification.strategy,
                &verification.code_digest,
                &verification.status,
                verification.attempts,
                verification.expire_at,
                verification.created_at
            ],
        )?;
        Ok(())
    }

    /// The verification of that id; inside a unit of work that writes, the row is locked until its end.
    pub fn find_verification(&mut self, id: &str) -> Result<Option<CodeVerification>, StorageError> {
        let sql =
            "SELECT id, identification_id, user_id, strategy, code_digest, status, attempts, expire_at, created_at
                   FROM verifications WHERE instance_id = $1 AND id = $2";
        self.connection.query_locked(sql, params![self.instance_value(), id], read_verification)
    }

    /// When a code was last sent to an address or number.
    pub fn find_last_verification_time(&mut self, identification_id: &str) -> Result<Option<i64>, StorageError> {
        let sql = "SELECT created_at FROM verifications WHERE instance_id = $1 AND identification_id = $2
                   ORDER BY created_at DESC LIMIT 1";
        self.connection.query_optional(sql, params![self.instance_value(), identification_id], |row| row.get(0))
    }

    /// Writes how far a verification got.
    pub fn update_verification(&mut self, id: &str, status: &str, attempts: i64) -> Result<(), StorageError> {
        let sql = "UPDATE verifications SET status = $1, attempts = $2 WHERE instance_id = $3 AND id = $4";
        let parameters = params![status, attempts, self.instance_value(), id];
        Self::expect_row(self.connection.execute(sql, parameters)?, "verifications")
    }

    /// Deletes what was sent to an address or number before `time`.
    pub fn delete_verifications_before(&mut self, identification_id: &str, time: i64) -> Result<(), StorageError> {
        let sql = "DELETE FROM verifications WHERE instance_id = $1 AND identification_id = $2 AND created_at < $3";
        self.connection.execute(sql, params![self.instance_value(), identification_id, time])?;
        Ok(())
    }

    /// Deletes everything that was sent to these addresses or numbers.
    pub fn delete_verifications_of(&mut self, identification_ids: &[String]) -> Result<(), StorageError> {
        for chunk in identification_ids.chunks(100) {
            let mut parameters = vec![self.instance_value()];
            parameters.extend(chunk.iter().map(Value::from));
            let places = places(2, chunk.len());
            let sql = format!("DELETE FROM verifications WHERE instance_id = $1 AND identification_id IN ({places})");
            self.connection.execute(&sql, &parameters)?;
        }
        Ok(())
    }

    /// Deletes everything that was sent to a user.
    pub(crate) fn delete_verifications_of_user(&mut self, user_id: &str) -> Result<(), StorageError> {
        let parameters = params![self.instance_value(), user_id];
        self.connection.execute("DELETE FROM verifications WHERE instance_id = $1 AND user_id = $2", parameters)?;
        Ok(())
    }
}
