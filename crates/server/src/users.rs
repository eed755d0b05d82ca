//! Users.

use crate::api::routes;

mod attributes;
pub(crate) mod change;
pub(crate) mod filter;
pub(crate) mod identifiers;
pub(crate) mod present;
mod secrets;

routes! {
    flow create_user,
    write delete_user,
    read get_user,
    read get_user_list,
    read get_users_count,
    write lock_user,
    flow update_user,
    read users_get_organization_memberships,
    flow users_get_organization_invitations,
}
