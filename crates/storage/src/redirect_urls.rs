//! URLs that native applications may be sent back to.

use crate::sql::Row;
use crate::{StorageError, Tx, params};

/// The kept counter of all redirect URLs.
pub const REDIRECT_URLS_COUNTER: &str = "redirect_urls";

/// A redirect URL. Times are milliseconds since the epoch.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct RedirectUrl {
    /// `ru_…`.
    pub id: String,
    /// The URL, unique in the instance.
    pub url: String,
    /// When it was allowed.
    pub created_at: i64,
    /// When it last changed.
    pub updated_at: i64,
}

pub(crate) const COLUMNS: &str = "id, url, created_at, updated_at";

pub(crate) fn read_redirect_url(row: &Row<'_>) -> Result<RedirectUrl, StorageError> {
    Ok(RedirectUrl { id: row.get(0)?, url: row.get(1)?, created_at: row.get(2)?, updated_at: row.get(3)? })
}

impl Tx<'_, '_> {
    /// Inserts a redirect URL and counts it. `false` when the URL is there already.
    pub fn insert_redirect_url(&mut self, row: &RedirectUrl) -> Result<bool, StorageError> {
        let instance = self.instance_value();
        let inserted = self.connection.execute(
            "INSERT INTO redirect_urls (instance_id, id, url, created_at, updated_at) VALUES ($1, $2, $3, $4, $5)
             ON CONFLICT (instance_id, url) DO NOTHING",
            params![instance, &row.id, &row.url, row.created_at, row.updated_at],
        )?;
        if inserted == 0 {
            return Ok(false);
        }
        self.add_to_counter(REDIRECT_URLS_COUNTER, 1)?;
        Ok(true)
    }

    /// The redirect URL of that id.
    pub fn find_redirect_url(&mut self, id: &str) -> Result<Option<RedirectUrl>, StorageError> {
        let sql = format!("SELECT {COLUMNS} FROM redirect_urls WHERE instance_id = $1 AND id = $2");
        self.connection.query_optional(&sql, params![self.instance_value(), id], read_redirect_url)
    }

    /// Some of the redirect URLs, the latest first.
    pub fn list_redirect_urls(&mut self, limit: i64, offset: i64) -> Result<Vec<RedirectUrl>, StorageError> {
        let sql = format!(
            "SELECT {COLUMNS} FROM redirect_urls WHERE instance_id = $1
             ORDER BY created_at DESC, id DESC LIMIT $2 OFFSET $3"
        );
        self.connection.query(&sql, params![self.instance_value(), limit, offset], read_redirect_url)
    }

    /// Deletes the redirect URL of that id. `false` when there is none.
    pub fn delete_redirect_url(&mut self, id: &str) -> Result<bool, StorageError> {
        let sql = "DELETE FROM redirect_urls WHERE instance_id = $1 AND id = $2";
        let deleted = self.connection.execute(sql, params![self.instance_value(), id])? == 1;
        if deleted {
            self.add_to_counter(REDIRECT_URLS_COUNTER, -1)?;
        }
        Ok(deleted)
    }
}
