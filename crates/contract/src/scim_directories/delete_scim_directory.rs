use crate::{DeletedObject, operation};

/// Deletes a directory.
///
/// The users stay. What the identity provider sends is refused from then on.
#[operation(
    id = "DeleteSCIMDirectory",
    delete = "/scim_directories/{scim_directory_id}",
    tag = "SCIM Directories",
    versions = ">=2025-11-10",
    returns = DeletedObject,
    errors = "401 403 404",
    destroys = "The directory, its key and its mappings of groups; the identity provider manages its users no more.",
    sdk(python = "scim_directories.delete(...)"),
)]
pub struct DeleteScimDirectory {
    /// The directory's id, `scim_…`.
    #[api(path)]
    pub scim_directory_id: String,
}
