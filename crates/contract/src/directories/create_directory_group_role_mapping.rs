use super::DirectoryGroupRoleMapping;
use crate::{object, operation};

/// Gives the members of a directory's group a role in the organization.
///
/// Only while the directory has `group_role_mapping_enabled`.
#[operation(
    id = "CreateDirectoryGroupRoleMapping",
    post = "/directories/{directory_id}/group_role_mappings",
    tag = "Directories",
    versions = ">=2026-05-12",
    returns = DirectoryGroupRoleMapping,
    errors = "400 401 403 404 422",
)]
pub struct CreateDirectoryGroupRoleMapping {
    /// The directory's id, `scim_…`.
    #[api(path)]
    pub directory_id: String,
    /// What to send.
    #[api(body)]
    pub body: CreateDirectoryGroupRoleMappingBody,
}

/// The group and the role.
#[object]
pub struct CreateDirectoryGroupRoleMappingBody {
    /// The group's id at the identity provider; either this or `scim_group_id`.
    pub directory_group_id: Option<String>,
    /// The older name of `directory_group_id`; if both are sent, they have to be the same.
    pub scim_group_id: Option<String>,
    /// The role's id, `role_…`.
    pub role_id: String,
    /// Its place among the directory's mappings, of which a lower one wins; the last when left out.
    #[api(min = 1)]
    pub precedence: Option<i64>,
}
