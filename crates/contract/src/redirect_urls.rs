//! Redirect URLs: where native applications may be sent back to after signing in elsewhere.

use crate::list::operations;

mod redirect_url;

pub use redirect_url::*;

operations! {
    create_redirect_url::CreateRedirectUrl,
    delete_redirect_url::DeleteRedirectUrl,
    get_redirect_url::GetRedirectUrl,
    list_redirect_urls::ListRedirectUrls,
}
