use serde_json::{Map, Value};

use super::Directory;
use crate::{object, operation};

/// Updates the settings of a directory.
///
/// What is left out stays as it is.
#[operation(
    id = "UpdateDirectory",
    patch = "/directories/{directory_id}",
    tag = "Directories",
    versions = ">=2025-11-10",
    returns = Directory,
    errors = "400 401 403 404 422",
)]
pub struct UpdateDirectory {
    /// The directory's id, `scim_…`.
    #[api(path)]
    pub directory_id: String,
    /// What to send.
    #[api(body, required = "none")]
    pub body: UpdateDirectoryBody,
}

/// What to change.
#[object]
#[derive(Default)]
pub struct UpdateDirectoryBody {
    /// The name to show.
    pub name: Option<String>,
    /// Whether it is in use.
    pub enabled: Option<bool>,
    /// The identity provider.
    pub provider: Option<String>,
    /// Which attributes of the directory become which fields of a user; merged key by key, `null` removes a key.
    pub attribute_mapping: Option<Map<String, Value>>,
    /// Whether groups decide about roles.
    pub group_role_mapping_enabled: Option<bool>,
}
