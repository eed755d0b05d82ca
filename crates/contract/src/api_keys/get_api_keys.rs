use super::ApiKeysPage;
use crate::{operation, values};

/// Lists the API keys of a user or an organization.
#[operation(
    id = "getApiKeys",
    get = "/api_keys",
    tag = "API Keys",
    versions = "!2025-03-12",
    returns = ApiKeysPage,
    errors = "400 404",
    sdk(js = "apiKeys.list({ ... })", python = "api_keys.get_api_keys(...)"),
)]
pub struct GetApiKeys {
    /// Keep keys of this type.
    #[api(query, default = r#""api_key""#, min_length = 3)]
    pub r#type: Option<String>,
    /// The owner whose keys to list, `user_…` or `org_…`.
    #[api(query, pattern = r"^(user|org|mch|scim)_\w{27}$")]
    pub subject: String,
    /// Whether to list the revoked and the expired ones too.
    #[api(query, default = r#""false""#)]
    pub include_invalid: Option<IncludeInvalidApiKeys>,
    /// Keep the key with this id, or those in whose name this text occurs.
    #[api(query)]
    pub query: Option<String>,
    /// How many objects to answer at most.
    #[api(query, number, default = "10", min = 1, max = 100)]
    pub limit: Option<i64>,
    /// How many objects to pass over from the start of the ordered list.
    #[api(query, number, default = "0", nullable = "!2025-03-12", min = 0)]
    pub offset: Option<i64>,
}

/// Whether to list API keys that do not work any more.
#[values]
pub enum IncludeInvalidApiKeys {
    /// The revoked and the expired ones too.
    True,
    /// Only those that work.
    False,
}
