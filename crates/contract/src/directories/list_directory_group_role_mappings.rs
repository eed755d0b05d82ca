use super::DirectoryGroupRoleMapping;
use crate::{Page, operation};

/// Lists the roles that a directory's groups give, all of them, by precedence.
#[operation(
    id = "ListDirectoryGroupRoleMappings",
    get = "/directories/{directory_id}/group_role_mappings",
    tag = "Directories",
    versions = ">=2026-05-12",
    returns = Page<DirectoryGroupRoleMapping>,
    errors = "401 403 404",
)]
pub struct ListDirectoryGroupRoleMappings {
    /// The directory's id, `scim_…`.
    #[api(path)]
    pub directory_id: String,
}
