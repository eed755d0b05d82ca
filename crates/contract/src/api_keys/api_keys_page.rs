use super::ApiKey;
use crate::object;

/// Some API keys of an owner, and how many there are in all.
#[object]
pub struct ApiKeysPage {
    /// The keys between `offset` and `offset + limit`.
    pub data: Vec<ApiKey>,
    /// How many keys match, whatever `limit` and `offset` are.
    #[api(number)]
    pub total_count: i64,
}
