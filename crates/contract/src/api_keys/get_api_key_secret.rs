use super::ApiKeySecret;
use crate::operation;

/// Retrieves the secret of an API key.
///
/// Whoever has it can act in the name of the key's owner.
#[operation(
    id = "getApiKeySecret",
    get = "/api_keys/{apiKeyID}/secret",
    tag = "API Keys",
    versions = "!2025-03-12",
    returns = ApiKeySecret,
    errors = "400 404",
    sdk(js = "apiKeys.getSecret(apiKeyId)", python = "api_keys.get_api_key_secret(...)"),
)]
pub struct GetApiKeySecret {
    /// The key's id, `ak_…`.
    #[api(path, name = "apiKeyID", pattern = r"^(ak|api_key)_[0-9A-Fa-f]{32}$")]
    pub api_key_id: String,
}
