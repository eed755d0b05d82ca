use serde_json::{Map, Value};

use super::User;
use crate::{object, operation};

#[operation(id = "ReplaceUserMetadata", put = "/users/{user_id}/metadata", tag = "Users", versions = "!2025-03-12", returns = User, errors = "400 401 404 422")]
pub struct ReplaceUserMetadata {
    #[api(path)]
    pub user_id: String,
    #[api(body, required = "none")]
    pub body: ReplaceUserMetadataBody,
}

#[object(closed)]
#[derive(Default)]
pub struct ReplaceUserMetadataBody {
    pub public_metadata: Option<Map<String, Value>>,
    pub private_metadata: Option<Map<String, Value>>,
    pub unsafe_metadata: Option<Map<String, Value>>,
}
