//! Redirect URLs: where native applications may be sent back to after signing in elsewhere.

use crate::api::routes;

pub(crate) mod check;
mod present;

routes! {
    write create_redirect_url,
    write delete_redirect_url,
    read get_redirect_url,
    read list_redirect_urls,
}
