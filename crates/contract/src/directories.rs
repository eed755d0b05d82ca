//! Directories: identity providers that create, change and remove users on their own.

use crate::list::operations;

mod directory;
mod directory_group_role_mapping;

pub use directory::*;
pub use directory_group_role_mapping::*;

operations! {
    create_directory::CreateDirectory,
    create_directory_group_role_mapping::CreateDirectoryGroupRoleMapping,
    delete_directory::DeleteDirectory,
    delete_directory_group_role_mapping::DeleteDirectoryGroupRoleMapping,
    get_directory::GetDirectory,
    list_directories::ListDirectories,
    list_directory_group_role_mappings::ListDirectoryGroupRoleMappings,
    replace_directory_group_role_mappings::ReplaceDirectoryGroupRoleMappings,
    rotate_directory_api_key::RotateDirectoryApiKey,
    update_directory::UpdateDirectory,
}
