use super::Directory;
use crate::operation;

/// Retrieves a directory, without its key.
#[operation(
    id = "GetDirectory",
    get = "/directories/{directory_id}",
    tag = "Directories",
    versions = ">=2025-11-10",
    returns = Directory,
    errors = "401 403 404",
)]
pub struct GetDirectory {
    /// The directory's id, `scim_…`.
    #[api(path)]
    pub directory_id: String,
}
