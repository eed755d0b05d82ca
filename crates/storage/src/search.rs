//! The trigram index behind `query`: FTS5 in SQLite, `pg_trgm` in PostgreSQL.

use crate::tx::Connection;
use crate::{StorageError, params};

/// A row whose searchable text changed. SQLite keeps the index in a table of its own; the changes
/// of a group of jobs are written together, since FTS5 flushes at every savepoint.
#[derive(Clone, Debug)]
pub(crate) struct SearchChange {
    /// `users`, `organizations` or `invitations`.
    pub(crate) table: &'static str,
    /// The row's number.
    pub(crate) rowid: i64,
    /// The new text; `None` when the row is gone.
    pub(crate) text: Option<String>,
}

/// The fewest characters that a trigram index can find.
pub(crate) const TRIGRAM: usize = 3;

pub(crate) fn write_changes(connection: &mut Connection<'_>) -> Result<(), StorageError> {
    for SearchChange { table, rowid, text } in std::mem::take(&mut connection.search_changes) {
        let (delete, insert) = match table {
            "users" => (
                "DELETE FROM users_search WHERE rowid = $1",
                "INSERT OR REPLACE INTO users_search (rowid, search) VALUES ($1, $2)",
            ),
            "invitations" => (
                "DELETE FROM invitations_search WHERE rowid = $1",
                "INSERT OR REPLACE INTO invitations_search (rowid, search) VALUES ($1, $2)",
            ),
            _ => (
                "DELETE FROM organizations_search WHERE rowid = $1",
                "INSERT OR REPLACE INTO organizations_search (rowid, search) VALUES ($1, $2)",
            ),
        };
        match text {
            Some(text) => connection.execute(insert, params![rowid, text])?,
            None => connection.execute(delete, params![rowid])?,
        };
    }
    Ok(())
}

/// The FTS5 expression that finds `fragment` as it stands.
pub(crate) fn fts_phrase(fragment: &str) -> String {
    format!("\"{}\"", fragment.replace('"', "\"\""))
}

/// The LIKE pattern that finds `fragment` anywhere; escape character is the backslash.
pub(crate) fn like_pattern(fragment: &str) -> String {
    let escaped = fragment.replace('\\', "\\\\").replace('%', "\\%").replace('_', "\\_");
    format!("%{escaped}%")
}
