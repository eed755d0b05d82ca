use super::RedirectUrl;
use crate::{Listing, operation};

/// Lists the URLs that native applications may be sent back to.
#[operation(
    id = "ListRedirectURLs",
    get = "/redirect_urls",
    tag = "Redirect URLs",
    returns = Listing<RedirectUrl>,
    sdk(
        js = "redirectUrls.getRedirectUrlList() + paginated=true",
        python = "redirect_urls.list(...)",
        go = "redirecturl.List",
    ),
)]
pub struct ListRedirectUrls {
    /// Whether to answer an object with `data` and `total_count` in place of the bare array.
    #[api(query)]
    pub paginated: Option<bool>,
    /// How many objects to answer at most.
    #[api(query, default = "10", min = 1, max = 500)]
    pub limit: Option<i64>,
    /// How many objects to pass over from the start of the ordered list.
    #[api(query, default = "0", min = 0)]
    pub offset: Option<i64>,
}
