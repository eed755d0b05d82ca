//! Permissions: what a role can allow its members.

use crate::list::operations;

mod permission;

pub use permission::*;

operations! {
    create_organization_permission::CreateOrganizationPermission,
    delete_organization_permission::DeleteOrganizationPermission,
    get_organization_permission::GetOrganizationPermission,
    list_organization_permissions::ListOrganizationPermissions,
    update_organization_permission::UpdateOrganizationPermission,
}
