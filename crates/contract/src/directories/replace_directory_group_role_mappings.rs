use super::DirectoryGroupRoleMapping;
use crate::{Page, object, operation};

/// Replaces all mappings of a directory's groups to roles.
///
/// Only while the directory has `group_role_mapping_enabled`.
#[operation(
    id = "ReplaceDirectoryGroupRoleMappings",
    put = "/directories/{directory_id}/group_role_mappings",
    tag = "Directories",
    versions = ">=2026-05-12",
    returns = Page<DirectoryGroupRoleMapping>,
    errors = "400 401 403 404 422",
    risk = destructive,
    destroys = "Every mapping of the directory that the new list does not repeat, and the roles it gave.",
)]
pub struct ReplaceDirectoryGroupRoleMappings {
    /// The directory's id, `scim_…`.
    #[api(path)]
    pub directory_id: String,
    /// What to send.
    #[api(body)]
    pub body: ReplaceDirectoryGroupRoleMappingsBody,
}

/// The new mappings.
#[object]
pub struct ReplaceDirectoryGroupRoleMappingsBody {
    /// All mappings from now on, the one that wins first; an empty list removes all.
    pub mappings: Vec<ReplaceDirectoryGroupRoleMappingsItem>,
}

/// The role that the members of a group have.
#[object]
pub struct ReplaceDirectoryGroupRoleMappingsItem {
    /// The group's id at the identity provider; either this or `scim_group_id`.
    pub directory_group_id: Option<String>,
    /// The older name of `directory_group_id`; if both are sent, they have to be the same.
    pub scim_group_id: Option<String>,
    /// The role's id, `role_…`.
    pub role_id: String,
}
