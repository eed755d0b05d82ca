//! Clients: the browsers and devices that sessions live on.

use crate::sql::{Row, Value};
use crate::{StorageError, Tx, params};

/// The kept counter of all clients.
pub const CLIENTS_COUNTER: &str = "clients";

/// A client. Times are milliseconds since the epoch.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Client {
    /// `client_…`.
    pub id: String,
    /// The hash of the secret in the client's own token; `None` for one that no browser holds.
    pub rotating_token_hash: Option<String>,
    /// When it first appeared.
    pub created_at: i64,
    /// When anything about it last changed.
    pub updated_at: i64,
}

pub(crate) const COLUMNS: &str = "id, rotating_token_hash, created_at, updated_at";

pub(crate) fn read_client(row: &Row<'_>) -> Result<Client, StorageError> {
    Ok(Client { id: row.get(0)?, rotating_token_hash: row.get(1)?, created_at: row.get(2)?, updated_at: row.get(3)? })
}

impl Tx<'_, '_> {
    /// Inserts a client and counts it.
    pub fn insert_client(&mut self, client: &Client) -> Result<(), StorageError> {
        let instance = self.instance_value();
        self.connection.execute(
            "INSERT INTO clients (instance_id, id, rotating_token_hash, created_at, updated_at)
             VALUES ($1, $2, $3, $4, $5)",
            params![instance, &client.id, &client.rotating_token_hash, client.created_at, client.updated_at],
        )?;
        self.add_to_counter(CLIENTS_COUNTER, 1)
    }

    /// The client of that id; inside a unit of work that writes, the row is locked until its end.
    pub fn find_client(&mut self, id: &str) -> Result<Option<Client>, StorageError> {
        let sql = format!("SELECT {COLUMNS} FROM clients WHERE instance_id = $1 AND id = $2");
        self.connection.query_locked(&sql, params![self.instance_value(), id], read_client)
    }

    /// Some of the clients, newest first.
    pub fn list_clients(&mut self, limit: i64, offset: i64) -> Result<Vec<Client>, StorageError> {
        let sql = format!(
            "SELECT {COLUMNS} FROM clients WHERE instance_id = $1 ORDER BY created_at DESC, id DESC LIMIT $2 OFFSET $3"
        );
        self.connection.query(&sql, params![self.instance_value(), limit, offset], read_client)
    }

    /// Deletes those of the clients that have no session left.
    pub(crate) fn delete_clients_without_sessions(&mut self, ids: &[String]) -> Result<(), StorageError> {
        let mut deleted = 0;
        for chunk in ids.chunks(100) {
            let mut parameters = vec![self.instance_value()];
            parameters.extend(chunk.iter().map(Value::from));
            let sql = format!(
                "DELETE FROM clients WHERE instance_id = $1 AND id IN ({}) AND NOT EXISTS (SELECT 1 FROM sessions
                 WHERE sessions.instance_id = $1 AND sessions.client_id = clients.id)",
                crate::sql::places(2, chunk.len())
            );
            deleted += self.connection.execute(&sql, &parameters)?;
        }
        if deleted > 0 { self.add_to_counter(CLIENTS_COUNTER, -i64::try_from(deleted).unwrap_or(0)) } else { Ok(()) }
    }
}
