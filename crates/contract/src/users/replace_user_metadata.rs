use serde_json::{Map, Value};

use super::User;
use crate::{object, operation};

/// Replaces the metadata of a user.
///
/// Only the fields that are given are replaced, each of them whole; an empty object clears one.
#[operation(
    id = "ReplaceUserMetadata",
    put = "/users/{user_id}/metadata",
    tag = "Users",
    versions = "!2025-03-12",
    returns = User,
    errors = "400 401 404 422",
    risk = destructive,
    destroys = "Every key of a given metadata field that the new value does not repeat.",
    sdk(js = "users.replaceUserMetadata(userId, { ... })", python = "users.replace_metadata(...)"),
)]
pub struct ReplaceUserMetadata {
    /// The user's id, `user_…`.
    #[api(path)]
    pub user_id: String,
    /// What to send.
    #[api(body, required = "none")]
    pub body: ReplaceUserMetadataBody,
}

/// The new metadata.
#[object(closed)]
#[derive(Default)]
pub struct ReplaceUserMetadataBody {
    /// All of the public metadata from now on, at most 8 KB; left out, it stays as it is.
    pub public_metadata: Option<Map<String, Value>>,
    /// All of the private metadata from now on, at most 8 KB; left out, it stays as it is.
    pub private_metadata: Option<Map<String, Value>>,
    /// All of the unsafe metadata from now on, at most 8 KB; left out, it stays as it is.
    pub unsafe_metadata: Option<Map<String, Value>>,
}
