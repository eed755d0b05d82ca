use serde_json::{Map, Value};

use super::User;
use crate::{object, operation};

#[operation(id = "UpdateUserMetadata", patch = "/users/{user_id}/metadata", tag = "Users", returns = User, errors = "400 401 404 422")]
pub struct UpdateUserMetadata {
    #[api(path)]
    pub user_id: String,
    #[api(body, required = "none")]
    pub body: UpdateUserMetadataBody,
}

#[object(closed)]
#[derive(Default)]
pub struct UpdateUserMetadataBody {
    pub public_metadata: Option<Map<String, Value>>,
    pub private_metadata: Option<Map<String, Value>>,
    pub unsafe_metadata: Option<Map<String, Value>>,
}
