//! Trusted devices: apps that hold a key by which a user signs in.

use serde::{Deserialize, Serialize};

use crate::sql::Row;
use crate::{StorageError, Tx, params};

/// A trusted device. Times are milliseconds since the epoch.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct TrustedDevice {
    /// `tdv_…`.
    #[serde(skip)]
    pub id: String,
    /// Whose device it is.
    #[serde(skip)]
    pub user_id: String,
    /// `active` or `revoked`.
    #[serde(skip)]
    pub status: String,
    /// When it was enrolled.
    #[serde(skip)]
    pub created_at: i64,
    /// `ios` or `android`.
    pub platform: String,
    /// The app that made the key, such as `com.example.app`.
    pub app_identifier: String,
    /// The name to show.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub name: Option<String>,
    /// The public half of its key, if it is known: SPKI in base64.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub public_key: Option<String>,
    /// When anything about it last changed.
    pub updated_at: i64,
    /// When it was last used.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub last_used_at: Option<i64>,
    /// When the trust ended.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub revoked_at: Option<i64>,
}

pub(crate) const COLUMNS: &str = "id, user_id, status, created_at, data";

pub(crate) fn read_device(row: &Row<'_>) -> Result<TrustedDevice, StorageError> {
    let mut device: TrustedDevice = serde_json::from_str(&row.get::<String>(4)?)?;
    device.id = row.get(0)?;
    device.user_id = row.get(1)?;
    device.status = row.get(2)?;
    device.created_at = row.get(3)?;
    Ok(device)
}

impl Tx<'_, '_> {
    /// Inserts a trusted device.
    pub fn insert_trusted_device(&mut self, device: &TrustedDevice) -> Result<(), StorageError> {
        let instance = self.instance_value();
        self.connection.execute(
            "INSERT INTO trusted_devices (instance_id, id, user_id, status, created_at, data)
             VALUES ($1, $2, $3, $4, $5, $6)",
            params![
                instance,
                &device.id,
                &device.user_id,
                &device.status,
                device.created_at,
                serde_json::to_string(device)?
            ],
        )?;
        Ok(())
    }

    /// The device of that id; inside a unit of work that writes, the row is locked until its end.
    pub fn find_trusted_device(&mut self, id: &str) -> Result<Option<TrustedDevice>, StorageError> {
        let sql = format!("SELECT {COLUMNS} FROM trusted_devices WHERE instance_id = $1 AND id = $2");
        self.connection.query_locked(&sql, params![self.instance_value(), id], read_device)
    }

    /// The devices of a user that are trusted now, newest first.
    pub fn list_trusted_devices(&mut self, user_id: &str) -> Result<Vec<TrustedDevice>, StorageError> {
        let sql = format!(
            "SELECT {COLUMNS} FROM trusted_devices WHERE instance_id = $1 AND user_id = $2 AND status = 'active'
             ORDER BY created_at DESC, id DESC"
        );
        self.connection.query(&sql, params![self.instance_value(), user_id], read_device)
    }

    /// Writes a device over the stored one.
    pub fn update_trusted_device(&mut self, device: &TrustedDevice) -> Result<(), StorageError> {
        let changed = self.connection.execute(
            "UPDATE trusted_devices SET status = $1, data = $2 WHERE instance_id = $3 AND id = $4",
            params![&device.status, serde_json::to_string(device)?, self.instance_value(), &device.id],
        )?;
        Self::expect_row(changed, "trusted_devices")
    }

    /// Deletes every device of a user.
    pub fn delete_trusted_devices_of_user(&mut self, user_id: &str) -> Result<(), StorageError> {
        let parameters = params![self.instance_value(), user_id];
        self.connection.execute("DELETE FROM trusted_devices WHERE instance_id = $1 AND user_id = $2", parameters)?;
        Ok(())
    }
}
