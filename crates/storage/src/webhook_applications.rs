//! Whether the webhooks of an instance are on.

use crate::{StorageError, Tx, params};

/// Webhooks that are on.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct WebhookApplication {
    /// `app_…`; another one each time that webhooks are turned on.
    pub id: String,
    /// When they were turned on, milliseconds since the epoch.
    pub created_at: i64,
}

impl Tx<'_, '_> {
    /// Turns the webhooks on. `false` when they are on already.
    pub fn insert_webhook_application(&mut self, row: &WebhookApplication) -> Result<bool, StorageError> {
        let instance = self.instance_value();
        let inserted = self.connection.execute(
            "INSERT INTO webhook_applications (instance_id, id, created_at) VALUES ($1, $2, $3)
             ON CONFLICT (instance_id) DO NOTHING",
            params![instance, &row.id, row.created_at],
        )?;
        Ok(inserted == 1)
    }

    /// The webhooks, if they are on.
    pub fn find_webhook_application(&mut self) -> Result<Option<WebhookApplication>, StorageError> {
        let sql = "SELECT id, created_at FROM webhook_applications WHERE instance_id = $1";
        self.connection.query_optional(sql, params![self.instance_value()], |row| {
            Ok(WebhookApplication { id: row.get(0)?, created_at: row.get(1)? })
        })
    }

    /// Turns the webhooks off. `false` when they are off already.
    pub fn delete_webhook_application(&mut self) -> Result<bool, StorageError> {
        let sql = "DELETE FROM webhook_applications WHERE instance_id = $1";
        Ok(self.connection.execute(sql, params![self.instance_value()])? == 1)
    }
}
