use super::RedirectUrl;
use crate::{object, operation};

/// Allows a URL to be sent back to after signing in elsewhere.
#[operation(
    id = "CreateRedirectURL",
    post = "/redirect_urls",
    tag = "Redirect URLs",
    returns = RedirectUrl,
    errors = "400 422",
    sdk(
        js = "redirectUrls.createRedirectUrl({ ... })",
        python = "redirect_urls.create(request)",
        go = "redirecturl.Create",
    ),
)]
pub struct CreateRedirectUrl {
    /// What to send.
    #[api(body, required = "none")]
    pub body: CreateRedirectUrlBody,
}

/// The URL to allow.
#[object]
pub struct CreateRedirectUrlBody {
    /// The full URL, with `https` or a scheme of the application's own: `https://example.com/back`, `my-app://back`.
    pub url: String,
}
