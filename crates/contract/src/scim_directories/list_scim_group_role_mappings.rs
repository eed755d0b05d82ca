use super::ScimGroupRoleMapping;
use crate::{Page, operation};

/// Lists the roles that a directory's groups give, all of them, by precedence.
#[operation(
    id = "ListSCIMGroupRoleMappings",
    get = "/scim_directories/{scim_directory_id}/group_role_mappings",
    tag = "SCIM Directories",
    versions = ">=2026-05-12",
    returns = Page<ScimGroupRoleMapping>,
    errors = "401 403 404",
    sdk(python = "scim_directories.list_group_role_mappings(...)"),
)]
pub struct ListScimGroupRoleMappings {
    /// The directory's id, `scim_…`.
    #[api(path)]
    pub scim_directory_id: String,
}
