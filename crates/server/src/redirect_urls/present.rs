//! From what is stored of a redirect URL to what the API shows of one.

use frontdesk_contract::redirect_urls::RedirectUrl;
use frontdesk_storage::redirect_urls::RedirectUrl as Stored;

use crate::error::{ApiError, kinds};

pub(super) fn present_redirect_url(row: Stored) -> RedirectUrl {
    let Stored { id, url, created_at, updated_at } = row;
    RedirectUrl { object: "redirect_url".into(), id, url, created_at, updated_at }
}

/// That there is no such redirect URL.
pub(super) fn not_found(id: &str) -> ApiError {
    kinds::REDIRECT_URL_NOT_FOUND.with(format!("There is no redirect URL with the id {id} in this instance."))
}
