use super::ScimDirectory;
use crate::operation;

/// Makes a new key for a directory, and shows it in `api_key`.
///
/// Enter it at the identity provider soon: the former key works a short while longer, and nothing shows the new one
/// again.
#[operation(
    id = "RotateSCIMDirectoryAPIKey",
    post = "/scim_directories/{scim_directory_id}/rotate_api_key",
    tag = "SCIM Directories",
    versions = ">=2026-05-12",
    returns = ScimDirectory,
    errors = "401 403 404",
    risk = destructive,
    destroys = "The former key; the identity provider is refused after a short while unless it sends the new one.",
    sdk(python = "scim_directories.rotate_api_key(...)"),
)]
pub struct RotateScimDirectoryApiKey {
    /// The directory's id, `scim_…`.
    #[api(path)]
    pub scim_directory_id: String,
}
