//! Permissions: what a role can allow its members.

use crate::api::routes;

mod attributes;
pub(crate) mod present;

pub(crate) use create_organization_permission::create_organization_permission as create;

routes! {
    write create_organization_permission,
    write delete_organization_permission,
    read get_organization_permission,
    read list_organization_permissions,
    write update_organization_permission,
}
