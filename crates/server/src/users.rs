//! Users.

use crate::api::routes;

pub(crate) mod present;

routes! {
    read get_user,
}
