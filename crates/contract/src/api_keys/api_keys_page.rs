use super::ApiKey;
use crate::object;

/// Some API keys of an owner, and how many there are in all.
#[object]
pub struct ApiKeysPage {
    /// The keys between `offset` and `offset + limit`.
    pub data: Vec<ApiKey>,
    /// The same keys again, under the name that the official SDK for Go reads.
    pub api_keys: Option<Vec<ApiKey>>,
    /// How many keys match, whatever `limit` and `offset` are.
    #[api(number)]
    pub total_count: i64,
}
