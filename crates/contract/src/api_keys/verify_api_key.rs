use super::ApiKey;
use crate::{object, operation};

/// Checks the secret of an API key, and answers what is known of the key.
///
/// A secret whose key is unknown, revoked or expired is not found.
#[operation(
    id = "verifyApiKey",
    post = "/api_keys/verify",
    tag = "API Keys",
    versions = "!2025-03-12",
    returns = ApiKey,
    errors = "400 404",
    risk = read,
    sdk(js = "apiKeys.verify(secret)", python = "api_keys.verify_api_key(...)"),
)]
pub struct VerifyApiKey {
    /// What to send.
    #[api(body)]
    pub body: VerifyApiKeyBody,
}

/// The secret to check.
#[object(closed)]
pub struct VerifyApiKeyBody {
    /// The secret that a request carried, `ak_…`.
    pub secret: String,
}
