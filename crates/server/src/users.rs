//! Users.

use crate::api::routes;

mod filter;
pub(crate) mod present;

routes! {
    read get_user,
    read get_user_list,
    read get_users_count,
}
