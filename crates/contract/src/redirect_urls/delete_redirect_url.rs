use crate::{DeletedObject, operation};

/// Takes a URL off the list of those that may be sent back to.
///
/// It can be allowed again.
#[operation(
    id = "DeleteRedirectURL",
    delete = "/redirect_urls/{id}",
    tag = "Redirect URLs",
    returns = DeletedObject,
    errors = "404",
    risk = destructive,
    destroys = "Signing in from native applications that ask to be sent back to this URL.",
    sdk(js = "redirectUrls.deleteRedirectUrl(id)", python = "redirect_urls.delete(...)", go = "redirecturl.Delete"),
)]
pub struct DeleteRedirectUrl {
    /// The id of the redirect URL, `ru_…`.
    #[api(path)]
    pub id: String,
}
