use crate::operation;

/// Answers a page of HTML that finds out whether the browser is signed in.
///
/// Servers show it when a request alone does not tell them. Either `publishable_key` or `frontend_api` has to be given.
/// Newer SDKs send the browser through a handshake instead.
#[operation(
    id = "GetPublicInterstitial",
    get = "/public/interstitial",
    tag = "Miscellaneous",
    errors = "400 500",
    public,
    sdk(python = "miscellaneous.get_public_interstitial")
)]
pub struct GetPublicInterstitial {
    /// The host of the instance's front-end API.
    ///
    /// Use `frontend_api` instead.
    #[api(query, name = "frontendApi", deprecated)]
    pub frontend_api_in_camel_case: Option<String>,
    /// The host of the instance's front-end API.
    #[api(query)]
    pub frontend_api: Option<String>,
    /// The instance's key for front ends, `pk_…`.
    #[api(query)]
    pub publishable_key: Option<String>,
    /// Where the front-end API is reached through a proxy of yours.
    #[api(query)]
    pub proxy_url: Option<String>,
    /// The domain of the application, when it is a satellite of another one.
    #[api(query)]
    pub domain: Option<String>,
    /// Where people sign in.
    #[api(query)]
    pub sign_in_url: Option<String>,
    /// Whether to load the script from `domain` too.
    #[api(query)]
    pub use_domain_for_script: Option<bool>,
}
