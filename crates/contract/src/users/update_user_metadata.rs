use serde_json::{Map, Value};

use super::User;
use crate::{object, operation};

/// Merges metadata into that of a user, key by key at any depth.
///
/// A key with the value `null` is removed; lists are replaced whole.
#[operation(
    id = "UpdateUserMetadata",
    patch = "/users/{user_id}/metadata",
    tag = "Users",
    returns = User,
    errors = "400 401 404 422",
    sdk(
        js = "users.updateUserMetadata(userId, { ... })",
        python = "users.update_metadata(...)",
        go = "user.UpdateMetadata",
    ),
)]
pub struct UpdateUserMetadata {
    /// The user's id, `user_…`.
    #[api(path)]
    pub user_id: String,
    /// What to send.
    #[api(body, required = "none")]
    pub body: UpdateUserMetadataBody,
}

/// What to merge.
#[object(closed)]
#[derive(Default)]
pub struct UpdateUserMetadataBody {
    /// What to merge into the public metadata; `null` values remove keys. At most 8 KB afterwards.
    pub public_metadata: Option<Map<String, Value>>,
    /// What to merge into the private metadata; `null` values remove keys. At most 8 KB afterwards.
    pub private_metadata: Option<Map<String, Value>>,
    /// What to merge into the unsafe metadata; `null` values remove keys. At most 8 KB afterwards.
    pub unsafe_metadata: Option<Map<String, Value>>,
}
