use super::ApiKey;
use crate::operation;

/// Retrieves an API key, without its secret.
#[operation(
    id = "getApiKey",
    get = "/api_keys/{apiKeyID}",
    tag = "API Keys",
    versions = "!2025-03-12",
    returns = ApiKey,
    errors = "400 404",
    sdk(js = "apiKeys.get(apiKeyId)", python = "api_keys.get_api_key(...)"),
)]
pub struct GetApiKey {
    /// The key's id, `ak_…`.
    #[api(path, name = "apiKeyID", pattern = r"^(ak|api_key)_[0-9A-Fa-f]{32}$")]
    pub api_key_id: String,
}
