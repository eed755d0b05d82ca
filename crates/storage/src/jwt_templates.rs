//! JWT templates: the claims of tokens that customers shape themselves.

use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};

use crate::sql::Row;
use crate::{StorageError, Tx, params};

/// A JWT template, as the column `data` holds it.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct JwtTemplate {
    /// `jtmp_…`.
    pub id: String,
    /// The name that tokens are asked for by.
    pub name: String,
    /// The claims, with shortcodes in their texts.
    pub claims: Map<String, Value>,
    /// The life of its tokens in seconds.
    pub lifetime: i64,
    /// By how many seconds the start of a token's life lies before its issue.
    pub allowed_clock_skew: i64,
    /// The key that signs its tokens in place of the instance's.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub signing_key: Option<TemplateSigningKey>,
    /// When it was made, milliseconds since the epoch.
    pub created_at: i64,
    /// When it last changed.
    pub updated_at: i64,
}

/// A signing key of a template's own.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct TemplateSigningKey {
    /// `HS256`, `RS512`, `ES256`, …
    pub algorithm: String,
    /// The secret, or a private key in PEM, which the server seals.
    pub key: String,
}

/// The kept counter of all templates.
pub const JWT_TEMPLATES_COUNTER: &str = "jwt_templates";

pub(crate) fn read_template(row: &Row<'_>) -> Result<JwtTemplate, StorageError> {
    Ok(serde_json::from_str(&row.get::<String>(0)?)?)
}

impl Tx<'_, '_> {
    /// Inserts a template and counts it. `false` when the name is taken.
    pub fn insert_jwt_template(&mut self, template: &JwtTemplate) -> Result<bool, StorageError> {
        let instance = self.instance_value();
        let inserted = self.connection.execute(
            "INSERT INTO jwt_templates (instance_id, name, id, created_at, data) VALUES ($1, $2, $3, $4, $5)
             ON CONFLICT (instance_id, name) DO NOTHING",
            params![instance, &template.name, &template.id, template.created_at, serde_json::to_string(template)?],
        )?;
        if inserted == 0 {
            return Ok(false);
        }
        self.add_to_counter(JWT_TEMPLATES_COUNTER, 1)?;
        Ok(true)
    }

    /// The template of that name.
    pub fn find_jwt_template(&mut self, name: &str) -> Result<Option<JwtTemplate>, StorageError> {
        let parameters = params![self.instance_value(), name];
        let sql = "SELECT data FROM jwt_templates WHERE instance_id = $1 AND name = $2";
        self.connection.query_optional(sql, parameters, read_template)
    }

    /// The template of that id.
    pub fn find_jwt_template_by_id(&mut self, id: &str) -> Result<Option<JwtTemplate>, StorageError> {
        let parameters = params![self.instance_value(), id];
        let sql = "SELECT data FROM jwt_templates WHERE instance_id = $1 AND id = $2";
        self.connection.query_optional(sql, parameters, read_template)
    }

    /// The template of that id, to be changed: its row is locked until the end of the unit of work.
    pub fn lock_jwt_template(&mut self, id: &str) -> Result<Option<JwtTemplate>, StorageError> {
        let parameters = params![self.instance_value(), id];
        let sql = "SELECT data FROM jwt_templates WHERE instance_id = $1 AND id = $2";
        self.connection.query_locked(sql, parameters, read_template)
    }

    /// Some of the templates, newest first.
    pub fn list_jwt_templates(&mut self, limit: i64, offset: i64) -> Result<Vec<JwtTemplate>, StorageError> {
        let parameters = params![self.instance_value(), limit, offset];
        let sql = "SELECT data FROM jwt_templates WHERE instance_id = $1
                   ORDER BY created_at DESC, id DESC LIMIT $2 OFFSET $3";
        self.connection.query(sql, parameters, read_template)
    }

    /// Writes a template over the stored one. `false` when its name is taken, in which case nothing may be kept.
    pub fn update_jwt_template(&mut self, template: &JwtTemplate) -> Result<bool, StorageError> {
        let changed = self.connection.execute(
            "UPDATE jwt_templates SET name = $1, data = $2 WHERE instance_id = $3 AND id = $4",
            params![&template.name, serde_json::to_string(template)?, self.instance_value(), &template.id],
        );
        match changed {
            Err(StorageError::Unique(_)) => Ok(false),
            changed => Self::expect_row(changed?, "jwt_templates").map(|()| true),
        }
    }

    /// Deletes a template.
    pub fn delete_jwt_template(&mut self, id: &str) -> Result<(), StorageError> {
        let parameters = params![self.instance_value(), id];
        let changed =
            self.connection.execute("DELETE FROM jwt_templates WHERE instance_id = $1 AND id = $2", parameters)?;
        Self::expect_row(changed, "jwt_templates")?;
        self.add_to_counter(JWT_TEMPLATES_COUNTER, -1)
    }
}
