use super::ScimGroupRoleMapping;
use crate::{Page, object, operation};

/// Replaces all mappings of a directory's groups to roles.
///
/// Only while the directory has `group_role_mapping_enabled`.
#[operation(
    id = "ReplaceSCIMGroupRoleMappings",
    put = "/scim_directories/{scim_directory_id}/group_role_mappings",
    tag = "SCIM Directories",
    versions = ">=2026-05-12",
    returns = Page<ScimGroupRoleMapping>,
    errors = "400 401 403 404 422",
    risk = destructive,
    destroys = "Every mapping of the directory that the new list does not repeat, and the roles it gave.",
    sdk(python = "scim_directories.replace_group_role_mappings(...)"),
)]
pub struct ReplaceScimGroupRoleMappings {
    /// The directory's id, `scim_…`.
    #[api(path)]
    pub scim_directory_id: String,
    /// What to send.
    #[api(body)]
    pub body: ReplaceScimGroupRoleMappingsBody,
}

/// The new mappings.
#[object]
pub struct ReplaceScimGroupRoleMappingsBody {
    /// All mappings from now on, the one that wins first; an empty list removes all.
    pub mappings: Vec<ReplaceScimGroupRoleMappingsItem>,
}

/// The role that the members of a group have.
#[object]
pub struct ReplaceScimGroupRoleMappingsItem {
    /// The group's id at the identity provider.
    pub scim_group_id: String,
    /// The role's id, `role_…`.
    pub role_id: String,
}
