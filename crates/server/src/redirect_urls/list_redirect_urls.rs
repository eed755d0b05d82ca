use frontdesk_contract::Listing;
use frontdesk_contract::redirect_urls::{ListRedirectUrls, RedirectUrl};
use frontdesk_storage::Tx;
use frontdesk_storage::redirect_urls::REDIRECT_URLS_COUNTER;

use super::present::present_redirect_url;
use crate::context::Context;
use crate::error::ApiResult;
use crate::listing::{DEFAULT_LIMIT, listing};

pub(crate) fn list_redirect_urls(
    _: &Context,
    tx: &mut Tx<'_, '_>,
    request: &ListRedirectUrls,
) -> ApiResult<Listing<RedirectUrl>> {
    let rows = tx.list_redirect_urls(request.limit.unwrap_or(DEFAULT_LIMIT), request.offset.unwrap_or(0))?;
    let data = rows.into_iter().map(present_redirect_url).collect();
    listing(request.paginated, data, || Ok(tx.counter(REDIRECT_URLS_COUNTER)?))
}
