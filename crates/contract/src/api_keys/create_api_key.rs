use serde_json::Value;

use super::ApiKeyWithSecret;
use crate::{Maybe, object, operation};

/// Creates an API key for a user or an organization.
///
/// A name can be used once an owner; a revoked key still holds its name, a deleted one does not.
#[operation(
    id = "createApiKey",
    post = "/api_keys",
    tag = "API Keys",
    versions = "!2025-03-12",
    returns = ApiKeyWithSecret,
    status = 201,
    errors = "400 404 409",
    sdk(js = "apiKeys.create({ ... })", python = "api_keys.create_api_key(...)"),
)]
pub struct CreateApiKey {
    /// What to send.
    #[api(body)]
    pub body: CreateApiKeyBody,
}

/// The new key.
#[object(closed)]
pub struct CreateApiKeyBody {
    /// What the key is for; leave it out for keys of users and organizations.
    #[api(default = r#""api_key""#, min_length = 3, max_length = 25)]
    pub r#type: Option<String>,
    /// The name to show, without blanks around it.
    #[api(min_length = 3, pattern = r"^(\S(.*\S)?)?$")]
    pub name: String,
    /// What it is for.
    #[api(max_length = 255)]
    pub description: Maybe<String>,
    /// The owner, `user_…` or `org_…`.
    #[api(pattern = r"^(user|org|mch|scim)_\w{27}$")]
    pub subject: String,
    /// Data that whoever verifies the key is told.
    pub claims: Maybe<Value>,
    /// What the key may be used for; your API decides what these texts mean.
    #[api(default = "[]")]
    pub scopes: Option<Vec<String>>,
    /// The user who creates it, `user_…`.
    #[api(pattern = r"^user_\w{27}$")]
    pub created_by: Maybe<String>,
    /// How many seconds the key is valid, more than 0; `null` for ever.
    #[api(min = 0)]
    pub seconds_until_expiration: Maybe<f64>,
}
