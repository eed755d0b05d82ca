use super::ApiKey;
use crate::{Maybe, object, operation};

/// Takes an API key back.
///
/// It stays in the list of those that do not work, and its name taken. Revoking a revoked key changes nothing.
#[operation(
    id = "revokeApiKey",
    post = "/api_keys/{apiKeyID}/revoke",
    tag = "API Keys",
    versions = "!2025-03-12",
    returns = ApiKey,
    errors = "400 404",
    risk = destructive,
    destroys = "The key: requests with its secret are refused from now on.",
    sdk(js = "apiKeys.revoke({ apiKeyId, revocationReason })", python = "api_keys.revoke_api_key(...)"),
)]
pub struct RevokeApiKey {
    /// The key's id, `ak_…`.
    #[api(path, name = "apiKeyID", pattern = r"^(ak|api_key)_[0-9A-Fa-f]{32}$")]
    pub api_key_id: String,
    /// What to send.
    #[api(body)]
    pub body: RevokeApiKeyBody,
}

/// Why it is taken back.
#[object(closed)]
#[derive(Default)]
pub struct RevokeApiKeyBody {
    /// Why, for whoever looks at the key later.
    pub revocation_reason: Maybe<String>,
}
