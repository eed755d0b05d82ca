//! Actor tokens: tickets that sign somebody in as another user once.

use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};

use crate::sql::Row;
use crate::{StorageError, Tx, params};

/// An actor token. Times are milliseconds since the epoch.
#[derive(Clone, Debug, PartialEq)]
pub struct ActorToken {
    /// `act_…`.
    pub id: String,
    /// The user that is impersonated.
    pub user_id: String,
    /// `pending`, `accepted` or `revoked`.
    pub status: String,
    /// When it was made.
    pub created_at: i64,
    /// When its status last changed.
    pub updated_at: i64,
    /// From when on it cannot be used.
    pub expires_at: i64,
    /// What is neither searched nor sorted by.
    pub details: ActorTokenDetails,
}

/// The part of an actor token that stands in the column `data`.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct ActorTokenDetails {
    /// Who is really acting, as sessions and their tokens say it.
    pub actor: Map<String, Value>,
    /// How many seconds its session lasts at most.
    pub session_max_duration_seconds: i64,
    /// The hash of its ticket.
    pub ticket_hash: String,
}

fn read_token(row: &Row<'_>) -> Result<ActorToken, StorageError> {
    Ok(ActorToken {
        id: row.get(0)?,
        user_id: row.get(1)?,
        status: row.get(2)?,
        created_at: row.get(3)?,
        updated_at: row.get(4)?,
        expires_at: row.get(5)?,
        details: serde_json::from_str(&row.get::<String>(6)?)?,
    })
}

impl Tx<'_, '_> {
    /// Inserts an actor token.
    pub fn insert_actor_token(&mut self, token: &ActorToken) -> Result<(), StorageError> {
        let instance = self.instance_value();
        self.connection.execute(
            "INSERT INTO actor_tokens (instance_id, id, user_id, status, created_at, updated_at, expires_at, data)
             VALUES ($1, $2, $3, $4, $5, $6, $7, $8)",
            params![
                instance,
                &token.id,
                &token.user_id,
                &token.status,
                token.created_at,
                token.updated_at,
                token.expires_at,
                serde_json::to_string(&token.details)?
            ],
        )?;
        Ok(())
    }

    /// The actor token of that id; inside a unit of work that writes, the row is locked until its end.
    pub fn find_actor_token(&mut self, id: &str) -> Result<Option<ActorToken>, StorageError> {
        let sql = "SELECT id, user_id, status, created_at, updated_at, expires_at, data
                   FROM actor_tokens WHERE instance_id = $1 AND id = $2";
        self.connection.query_locked(sql, params![self.instance_value(), id], read_token)
    }

    /// Moves an actor token to another status.
    pub fn update_actor_token_status(&mut self, id: &str, status: &str, now: i64) -> Result<(), StorageError> {
        let parameters = params![status, now, self.instance_value(), id];
        let sql = "UPDATE actor_tokens SET status = $1, updated_at = $2 WHERE instance_id = $3 AND id = $4";
        Self::expect_row(self.connection.execute(sql, parameters)?, "actor_tokens")
    }

    /// Deletes every actor token for a user.
    pub fn delete_actor_tokens_of_user(&mut self, user_id: &str) -> Result<(), StorageError> {
        let parameters = params![self.instance_value(), user_id];
        self.connection.execute("DELETE FROM actor_tokens WHERE instance_id = $1 AND user_id = $2", parameters)?;
        Ok(())
    }
}
