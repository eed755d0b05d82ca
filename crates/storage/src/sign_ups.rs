//! Sign-ups: attempts of people to become users.

use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};

use crate::sql::Row;
use crate::{StorageError, Tx, params};

/// A sign-up. Times are milliseconds since the epoch.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct SignUp {
    /// `sua_…`.
    pub id: String,
    /// What was last decided: `missing_requirements`, `complete` or `abandoned`; [`SignUp::status_at`] tells what
    /// it is now.
    pub status: String,
    /// The user that it led to, while that exists.
    pub created_user_id: Option<String>,
    /// When it began.
    pub created_at: i64,
    /// When anything about it last changed.
    pub updated_at: i64,
    /// When it is given up unless it is complete.
    pub abandon_at: i64,
    /// What is neither searched nor sorted by.
    pub details: SignUpDetails,
}

/// The part of a sign-up that stands in the column `data`.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct SignUpDetails {
    #[serde(skip_serializing_if = "Option::is_none")]
    pub username: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub email_address: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub phone_number: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub web3_wallet: Option<String>,
    /// Those of `email_address`, `phone_number` and `web3_wallet` that are verified.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub verified_fields: Vec<String>,
    /// Those of them that a code or a link was sent to.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub prepared_fields: Vec<String>,
    /// Whether a password was chosen.
    pub password_enabled: bool,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub first_name: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub last_name: Option<String>,
    #[serde(skip_serializing_if = "Map::is_empty")]
    pub unsafe_metadata: Map<String, Value>,
    #[serde(skip_serializing_if = "Map::is_empty")]
    pub public_metadata: Map<String, Value>,
    pub custom_action: bool,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub external_id: Option<String>,
    /// The session that was opened.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub created_session_id: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub legal_accepted_at: Option<i64>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub locale: Option<String>,
}

impl SignUp {
    /// The status at that time: one that is not complete is given up by itself.
    pub fn status_at(&self, now: i64) -> &str {
        if self.status == "missing_requirements" && self.abandon_at <= now { "abandoned" } else { &self.status }
    }
}

pub(crate) const COLUMNS: &str = "id, status, user_id, created_at, updated_at, abandon_at, data";

pub(crate) fn read_sign_up(row: &Row<'_>) -> Result<SignUp, StorageError> {
    Ok(SignUp {
        id: row.get(0)?,
        status: row.get(1)?,
        created_user_id: row.get(2)?,
        created_at: row.get(3)?,
        updated_at: row.get(4)?,
        abandon_at: row.get(5)?,
        details: serde_json::from_str(&row.get::<String>(6)?)?,
    })
}

impl Tx<'_, '_> {
    /// Inserts a sign-up.
    pub fn insert_sign_up(&mut self, sign_up: &SignUp) -> Result<(), StorageError> {
        let instance = self.instance_value();
        self.connection.execute(
            "INSERT INTO sign_ups (instance_id, id, status, user_id, created_at, updated_at, abandon_at, data)
             VALUES ($1, $2, $3, $4, $5, $6, $7, $8)",
            params![
                instance,
                &sign_up.id,
                &sign_up.status,
                &sign_up.created_user_id,
                sign_up.created_at,
                sign_up.updated_at,
                sign_up.abandon_at,
                serde_json::to_string(&sign_up.details)?
            ],
        )?;
        Ok(())
    }

    /// The sign-up of that id; inside a unit of work that writes, the row is locked until its end.
    pub fn find_sign_up(&mut self, id: &str) -> Result<Option<SignUp>, StorageError> {
        let sql = format!("SELECT {COLUMNS} FROM sign_ups WHERE instance_id = $1 AND id = $2");
        self.connection.query_locked(&sql, params![self.instance_value(), id], read_sign_up)
    }

    /// Writes a sign-up over the stored one.
    pub fn update_sign_up(&mut self, sign_up: &SignUp) -> Result<(), StorageError> {
        let changed = self.connection.execute(
            "UPDATE sign_ups SET status = $1, user_id = $2, updated_at = $3, abandon_at = $4, data = $5
             WHERE instance_id = $6 AND id = $7",
            params![
                &sign_up.status,
                &sign_up.created_user_id,
                sign_up.updated_at,
                sign_up.abandon_at,
                serde_json::to_string(&sign_up.details)?,
                self.instance_value(),
                &sign_up.id
            ],
        )?;
        Self::expect_row(changed, "sign_ups")
    }

    /// Deletes the sign-ups that led to a user.
    pub fn delete_sign_ups_of_user(&mut self, user_id: &str) -> Result<(), StorageError> {
        let parameters = params![self.instance_value(), user_id];
        self.connection.execute("DELETE FROM sign_ups WHERE instance_id = $1 AND user_id = $2", parameters)?;
        Ok(())
    }
}
