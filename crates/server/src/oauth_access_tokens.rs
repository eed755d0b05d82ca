//! Access tokens of OAuth applications, checked for those who are called with them.

use crate::api::routes;

routes! {
    flow verify_oauth_access_token,
}
