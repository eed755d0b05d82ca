use super::RedirectUrl;
use crate::operation;

/// Retrieves a redirect URL.
#[operation(
    id = "GetRedirectURL",
    get = "/redirect_urls/{id}",
    tag = "Redirect URLs",
    returns = RedirectUrl,
    errors = "404",
    sdk(js = "redirectUrls.getRedirectUrl(id)", python = "redirect_urls.get(...)", go = "redirecturl.Get"),
)]
pub struct GetRedirectUrl {
    /// The id of the redirect URL, `ru_…`.
    #[api(path)]
    pub id: String,
}
