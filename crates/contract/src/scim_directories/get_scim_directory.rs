use super::ScimDirectory;
use crate::operation;

/// Retrieves a directory, without its key.
#[operation(
    id = "GetSCIMDirectory",
    get = "/scim_directories/{scim_directory_id}",
    tag = "SCIM Directories",
    versions = ">=2025-11-10",
    returns = ScimDirectory,
    errors = "401 403 404",
    sdk(python = "scim_directories.get(...)"),
)]
pub struct GetScimDirectory {
    /// The directory's id, `scim_…`.
    #[api(path)]
    pub scim_directory_id: String,
}
