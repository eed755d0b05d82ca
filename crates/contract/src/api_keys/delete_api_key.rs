use super::DeletedApiKey;
use crate::operation;

/// Deletes an API key.
///
/// Its name is free again, and nothing tells any more that it existed. Revoke the key to keep a trace.
#[operation(
    id = "deleteApiKey",
    delete = "/api_keys/{apiKeyID}",
    tag = "API Keys",
    versions = "!2025-03-12",
    returns = DeletedApiKey,
    errors = "400 404",
    destroys = "The key: requests with its secret are refused from now on.",
    sdk(js = "apiKeys.delete(apiKeyId)", python = "api_keys.delete_api_key(...)"),
)]
pub struct DeleteApiKey {
    /// The key's id, `ak_…`.
    #[api(path, name = "apiKeyID", pattern = r"^(ak|api_key)_[0-9A-Fa-f]{32}$")]
    pub api_key_id: String,
}
