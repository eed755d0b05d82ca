//! JWT templates: the claims of tokens that customers shape themselves.

use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};

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
    /// The secret, or a private key in PEM.
    pub key: String,
}

impl Tx<'_, '_> {
    /// Inserts a template. `false` when the name is taken.
    pub fn insert_jwt_template(&mut self, template: &JwtTemplate) -> Result<bool, StorageError> {
        let instance = self.instance_value();
        let inserted = self.connection.execute(
            "INSERT INTO jwt_templates (instance_id, name, id, created_at, data) VALUES ($1, $2, $3, $4, $5)
             ON CONFLICT (instance_id, name) DO NOTHING",
            params![instance, &template.name, &template.id, template.created_at, serde_json::to_string(template)?],
        )?;
        Ok(inserted == 1)
    }

    /// The template of that name.
    pub fn find_jwt_template(&mut self, name: &str) -> Result<Option<JwtTemplate>, StorageError> {
        let parameters = params![self.instance_value(), name];
        let sql = "SELECT data FROM jwt_templates WHERE instance_id = $1 AND name = $2";
        self.connection.query_optional(sql, parameters, |row| Ok(serde_json::from_str(&row.get::<String>(0)?)?))
    }
}
