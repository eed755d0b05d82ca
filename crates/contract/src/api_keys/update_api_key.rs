use serde_json::Value;

use super::ApiKey;
use crate::{Maybe, object, operation};

/// Updates an API key.
///
/// What is left out stays as it is; the name and the secret stay for good.
#[operation(
    id = "updateApiKey",
    patch = "/api_keys/{apiKeyID}",
    tag = "API Keys",
    versions = "!2025-03-12",
    returns = ApiKey,
    errors = "400 404",
    sdk(js = "apiKeys.update({ apiKeyId, ... })", python = "api_keys.update_api_key(...)"),
)]
pub struct UpdateApiKey {
    /// The key's id, `ak_…`.
    #[api(path, name = "apiKeyID", pattern = r"^(ak|api_key)_[0-9A-Fa-f]{32}$")]
    pub api_key_id: String,
    /// What to send.
    #[api(body)]
    pub body: UpdateApiKeyBody,
}

/// What to change.
#[object(closed)]
#[derive(Default)]
pub struct UpdateApiKeyBody {
    /// All of the data that whoever verifies the key is told from now on; `null` for none.
    pub claims: Maybe<Value>,
    /// All that the key may be used for from now on.
    pub scopes: Option<Vec<String>>,
    /// What it is for; `null` clears it.
    #[api(max_length = 255)]
    pub description: Maybe<String>,
    /// The owner, which has to be the one that the key has: keys do not change hands.
    #[api(pattern = r"^(user|org|mch|scim)_\w{27}$")]
    pub subject: Option<String>,
    /// How many seconds the key is valid from now on, more than 0; `null` for ever.
    #[api(min = 0)]
    pub seconds_until_expiration: Maybe<f64>,
}
