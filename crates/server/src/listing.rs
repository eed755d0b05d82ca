//! Lists that are an array, or a page when `paginated=true` asks for one.

use frontdesk_contract::{Listing, Page};

use crate::error::ApiResult;

/// How many objects a list holds unless the request says otherwise.
pub(crate) const DEFAULT_LIMIT: i64 = 10;

/// The answer of a list; the total is asked for only where it is shown.
pub(crate) fn listing<T>(
    paginated: Option<bool>,
    data: Vec<T>,
    total: impl FnOnce() -> ApiResult<i64>,
) -> ApiResult<Listing<T>> {
    Ok(if paginated == Some(true) { Listing::Page(Page { data, total_count: total()? }) } else { Listing::Items(data) })
}
