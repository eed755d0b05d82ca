//! Role sets: which roles the members of an organization can have.

use crate::list::operations;

mod role_set;
mod role_set_item;
mod role_set_migration;

pub use role_set::*;
pub use role_set_item::*;
pub use role_set_migration::*;

operations! {
    add_roles_to_role_set::AddRolesToRoleSet,
    create_role_set::CreateRoleSet,
    get_role_set::GetRoleSet,
    list_role_sets::ListRoleSets,
    replace_role_in_role_set::ReplaceRoleInRoleSet,
    replace_role_set::ReplaceRoleSet,
    update_role_set::UpdateRoleSet,
}
