use serde_json::Value;

use crate::{Maybe, Nullable, Text, object};

/// An API key that was just created, with its secret.
#[object(closed)]
pub struct ApiKeyWithSecret {
    /// Always `api_key`.
    #[api(values = "api_key")]
    pub object: Text,
    /// The key's id, `ak_…`.
    #[api(pattern = r"^ak_[0-9A-Fa-f]{32}$")]
    pub id: String,
    /// What the key is for: `api_key`, unless a machine or a directory owns it.
    #[api(min_length = 3)]
    pub r#type: String,
    /// The user or organization that owns it, `user_…` or `org_…`.
    #[api(pattern = r"^(user|org|mch)_\w{27}$")]
    pub subject: String,
    /// The name to show, unique among the keys of its owner.
    pub name: String,
    /// What it is for, in its owner's words.
    #[api(max_length = 255)]
    pub description: Maybe<String>,
    /// Data that whoever verifies the key is told.
    pub claims: Nullable<Value>,
    /// What the key may be used for; your API decides what these texts mean.
    pub scopes: Vec<String>,
    /// The secret that requests carry, `ak_…`; it looks like the id, and is another text.
    pub secret: String,
    /// Whether it was taken back.
    pub revoked: bool,
    /// Why it was taken back, if somebody said.
    pub revocation_reason: Nullable<String>,
    /// Whether its time is up.
    pub expired: bool,
    /// When its time is up, in milliseconds since the epoch; `null` for never.
    #[api(number)]
    pub expiration: Nullable<i64>,
    /// The user who created it, `user_…`; `null` when the application did.
    #[api(pattern = r"^user_\w{27}$")]
    pub created_by: Nullable<String>,
    /// When it was last verified, in milliseconds since the epoch; `null` before the first time.
    #[api(number)]
    pub last_used_at: Nullable<i64>,
    /// When it was created, in milliseconds since the epoch.
    #[api(number)]
    pub created_at: i64,
    /// When it was last changed, in milliseconds since the epoch.
    #[api(number)]
    pub updated_at: i64,
}
