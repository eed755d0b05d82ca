//! API keys: with what the programs of a user, an organization or a machine prove themselves. A key is found by the hash
//! of its secret, which is given back by opening what is sealed.

mod list;
mod owners;
#[cfg(test)]
mod tests;

use serde::{Deserialize, Serialize};
use serde_json::Value as Json;

use crate::leftovers::is_no_leftover;
use crate::sql::Row;
use crate::{StorageError, Tx, params};

pub use list::ApiKeyFilter;
pub(crate) use list::{API_KEYS_PREFIX, STATE};
pub(crate) use owners::OWNERS;

const TABLE: &str = "api_keys";

/// An API key, without its secret. Times are milliseconds since the epoch.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct ApiKey {
    /// `ak_…`; not the secret.
    pub id: String,
    /// Whose it is: `user_…`, `org_…` or `mch_…`.
    pub subject: String,
    /// What it is for.
    pub r#type: String,
    /// Unique among the keys of its subject.
    pub name: String,
    /// The hash that it is found by.
    pub hash: String,
    /// The secret, encrypted with a key that is not in this table.
    pub sealed: Vec<u8>,
    /// Whether it was taken back.
    pub revoked: bool,
    /// Whether its end is in the kept counts already.
    pub expired: bool,
    /// From when on it is good for nothing; `None` for never.
    pub expires_at: Option<i64>,
    /// When it was last verified, as far as that is written already.
    pub last_used_at: Option<i64>,
    /// When it was made.
    pub created_at: i64,
    /// When it was made, changed or taken back.
    pub updated_at: i64,
    /// Everything else.
    pub details: ApiKeyDetails,
}

/// What the column `data` of a key holds.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct ApiKeyDetails {
    /// What it is for, in its owner's words.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub description: Option<String>,
    /// What whoever verifies it is told.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub claims: Option<Json>,
    /// What it may be used for.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub scopes: Vec<String>,
    /// The user who made it, `user_…`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub created_by: Option<String>,
    /// Why it was taken back.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub revocation_reason: Option<String>,
}

const COLUMNS: &str = "id, subject, type, name, hash, sealed, revoked, expired, expires_at, last_used_at, created_at, \
                       updated_at, data";

fn read_key(row: &Row<'_>) -> Result<ApiKey, StorageError> {
    Ok(ApiKey {
        id: row.get(0)?,
        subject: row.get(1)?,
        r#type: row.get(2)?,
        name: row.get(3)?,
        hash: row.get(4)?,
        sealed: row.get(5)?,
        revoked: row.get(6)?,
        expired: row.get(7)?,
        expires_at: row.get(8)?,
        last_used_at: row.get(9)?,
        created_at: row.get(10)?,
        updated_at: row.get(11)?,
        details: serde_json::from_str(row.text(12)?)?,
    })
}

impl Tx<'_, '_> {
    /// Inserts a key and counts it. Its owner must be kept by this unit of work. `false` when the owner has a key of
    /// that name.
    pub fn insert_api_key(&mut self, key: &ApiKey) -> Result<bool, StorageError> {
        let inserted = self.connection.execute(
            "INSERT INTO api_keys (instance_id, id, subject, type, name, search, hash, revoked, expired, expires_at,
             last_used_at, created_at, updated_at, sealed, data)
             VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15)
             ON CONFLICT (instance_id, subject, name) DO NOTHING",
            params![
                self.instance_value(),
                &key.id,
                &key.subject,
                &key.r#type,
                &key.name,
                key.name.to_lowercase(),
                &key.hash,
                key.revoked,
                key.expired,
                key.expires_at,
                key.last_used_at,
                key.created_at,
                key.updated_at,
                key.sealed.clone(),
                serde_json::to_string(&key.details)?
            ],
        )?;
        if inserted == 0 {
            return Ok(false);
        }
        self.count_api_key(key, 1)?;
        Ok(true)
    }

    /// The key whose secret has that hash, whatever has become of it, unless its owner is gone.
    pub fn find_api_key_by_hash(&mut self, hash: &str) -> Result<Option<ApiKey>, StorageError> {
        // The keys of a deleted owner may be there for a while.
        let owned = is_no_leftover(TABLE, "subject");
        let sql = format!("SELECT {COLUMNS} FROM api_keys WHERE instance_id = $1 AND hash = $2 AND {owned}");
        self.connection.query_optional(&sql, params![self.instance_value(), hash], read_key)
    }

    /// The key of that id, whatever has become of it; inside a unit of work that writes, its row is locked until the
    /// end, and its owner is kept.
    pub fn find_api_key(&mut self, id: &str) -> Result<Option<ApiKey>, StorageError> {
        let parameters = params![self.instance_value(), id];
        let sql = "SELECT subject FROM api_keys WHERE instance_id = $1 AND id = $2";
        let Some(subject) = self.connection.query_optional(sql, parameters, |row| row.get::<String>(0))? else {
            return Ok(None);
        };
        // The owner first, as whoever deletes it does.
        if !self.keep_api_key_owner(&subject)? {
            return Ok(None);
        }
        let sql = format!("SELECT {COLUMNS} FROM api_keys WHERE instance_id = $1 AND id = $2");
        self.connection.query_locked(&sql, parameters, read_key)
    }

    /// Writes a key over the stored one, `before`, whose row must be locked. Owner, type, name and secret stay.
    pub fn update_api_key(&mut self, before: &ApiKey, key: &ApiKey) -> Result<(), StorageError> {
        let changed = self.connection.execute(
            "UPDATE api_keys SET revoked = $1, expired = $2, expires_at = $3, updated_at = $4, data = $5
             WHERE instance_id = $6 AND id = $7",
            params![
                key.revoked,
                key.expired,
                key.expires_at,
                key.updated_at,
                serde_json::to_string(&key.details)?,
                self.instance_value(),
                &key.id
            ],
        )?;
        Self::expect_row(changed, TABLE)?;
        if (before.revoked || before.expired) != (key.revoked || key.expired) {
            self.count_api_key(before, -1)?;
            self.count_api_key(key, 1)?;
        }
        Ok(())
    }

    /// Deletes a key, whose row must be locked.
    pub fn delete_api_key(&mut self, key: &ApiKey) -> Result<(), StorageError> {
        let sql = "DELETE FROM api_keys WHERE instance_id = $1 AND id = $2";
        let changed = self.connection.execute(sql, params![self.instance_value(), &key.id])?;
        Self::expect_row(changed, TABLE)?;
        self.count_api_key(key, -1)
    }
}
