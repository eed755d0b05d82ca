//! Users.

use crate::api::routes;

pub(crate) mod filter;
pub(crate) mod present;

routes! {
    read get_user,
    read get_user_list,
    read get_users_count,
    read users_get_organization_memberships,
    flow users_get_organization_invitations,
}
