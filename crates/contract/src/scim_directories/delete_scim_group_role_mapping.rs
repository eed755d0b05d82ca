use crate::{Text, object, operation};

/// Takes the role from the members of a directory's group.
///
/// Only while the directory has `group_role_mapping_enabled`.
#[operation(
    id = "DeleteSCIMGroupRoleMapping",
    delete = "/scim_directories/{scim_directory_id}/group_role_mappings/{mapping_id}",
    tag = "SCIM Directories",
    versions = ">=2026-05-12",
    returns = DeletedScimGroupRoleMapping,
    errors = "400 401 403 404",
    risk = destructive,
    destroys = "The mapping; members of the group do not have the role by it any more.",
    sdk(python = "scim_directories.delete_group_role_mapping(...)"),
)]
pub struct DeleteScimGroupRoleMapping {
    /// The directory's id, `scim_…`.
    #[api(path)]
    pub scim_directory_id: String,
    /// The mapping's id, `scimgrm_…`.
    #[api(path)]
    pub mapping_id: String,
}

/// What is left of a mapping: that it is gone.
#[object]
pub struct DeletedScimGroupRoleMapping {
    /// Always `scim_group_role_mapping`.
    #[api(values = "scim_group_role_mapping")]
    pub object: Text,
    /// The id it had.
    pub id: String,
    /// Always `true`.
    pub deleted: bool,
}
