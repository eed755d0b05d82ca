//! Sign-in tokens: tickets that sign a user in once.

use crate::api::routes;

mod present;

routes! {
    flow create_sign_in_token,
    write revoke_sign_in_token,
}
