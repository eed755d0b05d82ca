//! Roles: what members of organizations may do.

use crate::list::operations;

mod role;

pub use role::*;

operations! {
    assign_permission_to_organization_role::AssignPermissionToOrganizationRole,
    create_organization_role::CreateOrganizationRole,
    delete_organization_role::DeleteOrganizationRole,
    get_organization_role::GetOrganizationRole,
    list_organization_roles::ListOrganizationRoles,
    remove_permission_from_organization_role::RemovePermissionFromOrganizationRole,
    update_organization_role::UpdateOrganizationRole,
}
