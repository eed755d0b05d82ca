//! Opaque tokens of machines. A token is found by its hash; where a machine may have an earlier one again, what is
//! sealed is opened.

mod list;
#[cfg(test)]
mod tests;

use serde::{Deserialize, Serialize};
use serde_json::{Map, Value as Json};

use crate::sql::Row;
use crate::{StorageError, Tx, params};

pub use list::M2mTokenFilter;
pub(crate) use list::{M2M_TOKENS_PREFIX, STATE};

const TABLE: &str = "m2m_tokens";

/// A token. Times are milliseconds since the epoch.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct M2mToken {
    /// `mt_…`; not the token itself.
    pub id: String,
    /// The machine that it speaks for, `mch_…`.
    pub machine_id: String,
    /// The hash that it is found by.
    pub hash: String,
    /// The token itself, encrypted with a key that is not in this table.
    pub sealed: Vec<u8>,
    /// What tokens of one machine have in common that say the same.
    pub fingerprint: String,
    /// Whether it was taken back.
    pub revoked: bool,
    /// From when on it is good for nothing.
    pub expires_at: i64,
    /// When it was last verified, as far as that is written already.
    pub last_used_at: Option<i64>,
    /// When it was made.
    pub created_at: i64,
    /// When it was made or taken back.
    pub updated_at: i64,
    /// Everything else.
    pub details: M2mTokenDetails,
}

/// What the column `data` of a token holds.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct M2mTokenDetails {
    /// What its machine put into it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub claims: Option<Map<String, Json>>,
    /// The machines that it is good for, `mch_…`.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub scopes: Vec<String>,
    /// Why it was taken back.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub revocation_reason: Option<String>,
}

const COLUMNS: &str = "id, machine_id, hash, sealed, fingerprint, revoked, expires_at, last_used_at, created_at, \
                       updated_at, data";

/// The condition that the machine of a token is there: the tokens of one that is deleted may be there for a while.
const OWNED: &str =
    "EXISTS (SELECT 1 FROM machines m WHERE m.instance_id = m2m_tokens.instance_id AND m.id = m2m_tokens.machine_id)";

fn read_token(row: &Row<'_>) -> Result<M2mToken, StorageError> {
    Ok(M2mToken {
        id: row.get(0)?,
        machine_id: row.get(1)?,
        hash: row.get(2)?,
        sealed: row.get(3)?,
        fingerprint: row.get(4)?,
        revoked: row.get(5)?,
        expires_at: row.get(6)?,
        last_used_at: row.get(7)?,
        created_at: row.get(8)?,
        updated_at: row.get(9)?,
        details: serde_json::from_str(row.text(10)?)?,
    })
}

impl Tx<'_, '_> {
    /// Inserts a token that is neither revoked nor over, and counts it. Its machine must be kept by this unit of work.
    pub fn insert_m2m_token(&mut self, token: &M2mToken) -> Result<(), StorageError> {
        self.connection.execute(
            "INSERT INTO m2m_tokens (instance_id, id, machine_id, hash, fingerprint, revoked, expired, expires_at,
             last_used_at, created_at, updated_at, sealed, data)
             VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13)",
            params![
                self.instance_value(),
                &token.id,
                &token.machine_id,
                &token.hash,
                &token.fingerprint,
                token.revoked,
                false,
                token.expires_at,
                token.last_used_at,
                token.created_at,
                token.updated_at,
                token.sealed.clone(),
                serde_json::to_string(&token.details)?
            ],
        )?;
        self.count_m2m_tokens_in(&token.machine_id, token.revoked, false, 1)
    }

    /// The token with that hash, whatever has become of it.
    pub fn find_m2m_token_by_hash(&mut self, hash: &str) -> Result<Option<M2mToken>, StorageError> {
        let sql = format!("SELECT {COLUMNS} FROM m2m_tokens WHERE instance_id = $1 AND hash = $2 AND {OWNED}");
        self.connection.query_optional(&sql, params![self.instance_value(), hash], read_token)
    }

    /// The token of that id, whatever has become of it; inside a unit of work that writes, its row is locked until the
    /// end, and its machine is kept.
    pub fn find_m2m_token(&mut self, id: &str) -> Result<Option<M2mToken>, StorageError> {
        let parameters = params![self.instance_value(), id];
        let sql = "SELECT machine_id FROM m2m_tokens WHERE instance_id = $1 AND id = $2";
        let Some(machine_id) = self.connection.query_optional(sql, parameters, |row| row.get::<String>(0))? else {
            return Ok(None);
        };
        // The machine first, as whoever deletes it does.
        if self.keep_machines(&[machine_id])?.is_empty() {
            return Ok(None);
        }
        let sql = format!("SELECT {COLUMNS} FROM m2m_tokens WHERE instance_id = $1 AND id = $2");
        self.connection.query_locked(&sql, parameters, read_token)
    }

    /// Of the tokens of a machine that say the same and still work at `until`, the one that works longest.
    pub fn find_reusable_m2m_token(
        &mut self,
        machine_id: &str,
        fingerprint: &str,
        until: i64,
    ) -> Result<Option<M2mToken>, StorageError> {
        let sql = format!(
            "SELECT {COLUMNS} FROM m2m_tokens WHERE instance_id = $1 AND machine_id = $2 AND fingerprint = $3
             AND expires_at >= $4 AND NOT expired AND NOT revoked ORDER BY expires_at DESC LIMIT 1"
        );
        let parameters = params![self.instance_value(), machine_id, fingerprint, until];
        self.connection.query_optional(&sql, parameters, read_token)
    }

    /// Takes a token back, whose row must be locked, and which must not be taken back already.
    pub fn revoke_m2m_token(&mut self, token: &M2mToken) -> Result<(), StorageError> {
        let sql = "UPDATE m2m_tokens SET revoked = true, updated_at = $1, data = $2
                   WHERE instance_id = $3 AND id = $4 AND NOT revoked RETURNING expired";
        let parameters =
            params![token.updated_at, serde_json::to_string(&token.details)?, self.instance_value(), &token.id];
        let expired = self.connection.query_optional(sql, parameters, |row| row.get::<bool>(0))?;
        let expired = expired.ok_or(StorageError::RowVanished(TABLE))?;
        self.count_m2m_tokens_in(&token.machine_id, false, expired, -1)?;
        self.count_m2m_tokens_in(&token.machine_id, true, expired, 1)
    }
}
