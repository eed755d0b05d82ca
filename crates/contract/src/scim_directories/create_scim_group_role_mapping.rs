use super::ScimGroupRoleMapping;
use crate::{object, operation};

/// Gives the members of a directory's group a role in the organization.
///
/// Only while the directory has `group_role_mapping_enabled`.
#[operation(
    id = "CreateSCIMGroupRoleMapping",
    post = "/scim_directories/{scim_directory_id}/group_role_mappings",
    tag = "SCIM Directories",
    versions = ">=2026-05-12",
    returns = ScimGroupRoleMapping,
    errors = "400 401 403 404 422",
    sdk(python = "scim_directories.create_group_role_mapping(...)"),
)]
pub struct CreateScimGroupRoleMapping {
    /// The directory's id, `scim_…`.
    #[api(path)]
    pub scim_directory_id: String,
    /// What to send.
    #[api(body)]
    pub body: CreateScimGroupRoleMappingBody,
}

/// The group and the role.
#[object]
pub struct CreateScimGroupRoleMappingBody {
    /// The group's id at the identity provider.
    pub scim_group_id: String,
    /// The role's id, `role_…`.
    pub role_id: String,
    /// Its place among the directory's mappings, of which a lower one wins; the last when left out.
    #[api(min = 1)]
    pub precedence: Option<i64>,
}
