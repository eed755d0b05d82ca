use super::ScimDirectory;
use crate::directories::UpdateDirectoryBody;
use crate::operation;

/// Updates the settings of a directory.
///
/// What is left out stays as it is.
#[operation(
    id = "UpdateSCIMDirectory",
    patch = "/scim_directories/{scim_directory_id}",
    tag = "SCIM Directories",
    versions = ">=2025-11-10",
    returns = ScimDirectory,
    errors = "400 401 403 404 422",
    sdk(python = "scim_directories.update(...)"),
)]
pub struct UpdateScimDirectory {
    /// The directory's id, `scim_…`.
    #[api(path)]
    pub scim_directory_id: String,
    /// What to send.
    #[api(body, required = "none")]
    pub body: UpdateDirectoryBody,
}
