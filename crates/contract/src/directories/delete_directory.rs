use crate::{DeletedObject, operation};

/// Deletes a directory.
///
/// The users stay. What the identity provider sends is refused from then on.
#[operation(
    id = "DeleteDirectory",
    delete = "/directories/{directory_id}",
    tag = "Directories",
    versions = ">=2025-11-10",
    returns = DeletedObject,
    errors = "401 403 404",
    destroys = "The directory, its key and its mappings of groups; the identity provider manages its users no more.",
)]
pub struct DeleteDirectory {
    /// The directory's id, `scim_…`.
    #[api(path)]
    pub directory_id: String,
}
