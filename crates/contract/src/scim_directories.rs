//! The same directories under their older name, which SCIM gave them.

use crate::list::operations;

mod scim_directory;
mod scim_group_role_mapping;

pub use scim_directory::*;
pub use scim_group_role_mapping::*;

operations! {
    create_scim_directory::CreateScimDirectory,
    create_scim_group_role_mapping::CreateScimGroupRoleMapping,
    delete_scim_directory::DeleteScimDirectory,
    delete_scim_group_role_mapping::DeleteScimGroupRoleMapping,
    get_scim_directory::GetScimDirectory,
    list_scim_directories::ListScimDirectories,
    list_scim_group_role_mappings::ListScimGroupRoleMappings,
    replace_scim_group_role_mappings::ReplaceScimGroupRoleMappings,
    rotate_scim_directory_api_key::RotateScimDirectoryApiKey,
    update_scim_directory::UpdateScimDirectory,
}
