//! Sign-in tokens: tickets that sign a user in once.

use crate::sql::Row;
use crate::{StorageError, Tx, params};

/// A sign-in token. Times are milliseconds since the epoch.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SignInToken {
    /// `sit_…`.
    pub id: String,
    /// Whom it signs in.
    pub user_id: String,
    /// The organization that becomes active by it.
    pub organization_id: Option<String>,
    /// `pending`, `accepted` or `revoked`.
    pub status: String,
    /// When it was made.
    pub created_at: i64,
    /// When its status last changed.
    pub updated_at: i64,
    /// From when on it cannot be used.
    pub expires_at: i64,
    /// The hash of its ticket.
    pub ticket_hash: String,
}

fn read_token(row: &Row<'_>) -> Result<SignInToken, StorageError> {
    Ok(SignInToken {
        id: row.get(0)?,
        user_id: row.get(1)?,
        organization_id: row.get(2)?,
        status: row.get(3)?,
        created_at: row.get(4)?,
        updated_at: row.get(5)?,
        expires_at: row.get(6)?,
        ticket_hash: row.get(7)?,
    })
}

impl Tx<'_, '_> {
    /// Inserts a sign-in token.
    pub fn insert_sign_in_token(&mut self, token: &SignInToken) -> Result<(), StorageError> {
        let instance = self.instance_value();
        self.connection.execute(
            "INSERT INTO sign_in_tokens (instance_id, id, user_id, organization_id, status, created_at, updated_at,
             expires_at, ticket_hash) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)",
            params![
                instance,
                &token.id,
                &token.user_id,
                &token.organization_id,
                &token.status,
                token.created_at,
                token.updated_at,
                token.expires_at,
                &token.ticket_hash
            ],
        )?;
        Ok(())
    }

    /// The sign-in token of that id; inside a unit of work that writes, the row is locked until its end.
    pub fn find_sign_in_token(&mut self, id: &str) -> Result<Option<SignInToken>, StorageError> {
        let sql = "SELECT id, user_id, organization_id, status, created_at, updated_at, expires_at, ticket_hash
                   FROM sign_in_tokens WHERE instance_id = $1 AND id = $2";
        self.connection.query_locked(sql, params![self.instance_value(), id], read_token)
    }

    /// Moves a sign-in token to another status.
    pub fn update_sign_in_token_status(&mut self, id: &str, status: &str, now: i64) -> Result<(), StorageError> {
        let parameters = params![status, now, self.instance_value(), id];
        let sql = "UPDATE sign_in_tokens SET status = $1, updated_at = $2 WHERE instance_id = $3 AND id = $4";
        Self::expect_row(self.connection.execute(sql, parameters)?, "sign_in_tokens")
    }

    /// Deletes every sign-in token of a user.
    pub fn delete_sign_in_tokens_of_user(&mut self, user_id: &str) -> Result<(), StorageError> {
        let parameters = params![self.instance_value(), user_id];
        self.connection.execute("DELETE FROM sign_in_tokens WHERE instance_id = $1 AND user_id = $2", parameters)?;
        Ok(())
    }
}
