//! Roles: what members of organizations may do.

use crate::api::routes;

pub(crate) mod attributes;
mod change;
pub(crate) mod present;

pub(crate) use create_organization_role::create_organization_role as create;

routes! {
    write assign_permission_to_organization_role,
    write create_organization_role,
    write delete_organization_role,
    read get_organization_role,
    read list_organization_roles,
    write remove_permission_from_organization_role,
    flow update_organization_role,
}
