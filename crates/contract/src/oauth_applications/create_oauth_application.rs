use super::OauthApplicationWithSecret;
use crate::{Maybe, object, operation};

/// Creates an OAuth application.
///
/// The answer is the only one with the client secret, until the secret is rotated.
#[operation(
    id = "CreateOAuthApplication",
    post = "/oauth_applications",
    tag = "OAuth Applications",
    returns = OauthApplicationWithSecret,
    errors = "400 403 422",
    sdk(
        js = "oauthApplications.create({ ... })",
        python = "oauth_applications.create(request)",
        go = "oauthapplication.Create",
    ),
)]
pub struct CreateOauthApplication {
    /// What to send.
    #[api(body, required = "none")]
    pub body: CreateOauthApplicationBody,
}

/// The new application.
#[object]
pub struct CreateOauthApplicationBody {
    /// The name to show, at most 256 characters.
    pub name: String,
    /// Where users may be sent back to, each of them once. Any scheme will do, such as `myapp://`.
    pub redirect_uris: Maybe<Vec<String>>,
    /// Where users are sent back to.
    ///
    /// Use `redirect_uris` instead.
    #[api(deprecated, max_length = 1024)]
    pub callback_url: Maybe<String>,
    /// What it may ask for: scopes with spaces between, such as `profile`, `email`, `openid`, `offline_access`,
    /// `public_metadata` and `private_metadata`.
    #[api(default = r#""profile email""#, max_length = 1024)]
    pub scopes: Maybe<String>,
    /// Whether users are asked before it learns who they are.
    #[api(versions = "!2025-03-12", default = "true")]
    pub consent_screen_enabled: Maybe<bool>,
    /// Whether it has to prove with PKCE that the code it redeems was made for it.
    #[api(versions = "!2025-03-12", default = "false")]
    pub pkce_required: Maybe<bool>,
    /// Whether it can keep no secret, as an app in a browser or on a phone; it gets none then, and needs PKCE.
    pub public: Maybe<bool>,
}
