use super::OauthApplication;
use crate::{Maybe, object, operation};

/// Updates an OAuth application.
///
/// What is left out stays as it is.
#[operation(
    id = "UpdateOAuthApplication",
    patch = "/oauth_applications/{oauth_application_id}",
    tag = "OAuth Applications",
    returns = OauthApplication,
    errors = "400 403 404 422",
    sdk(
        js = "oauthApplications.update({ oauthApplicationId, ... })",
        python = "oauth_applications.update(...)",
        go = "oauthapplication.Update",
    ),
)]
pub struct UpdateOauthApplication {
    /// The application's id; not its client id.
    #[api(path)]
    pub oauth_application_id: String,
    /// What to send.
    #[api(body)]
    pub body: UpdateOauthApplicationBody,
}

/// What to change.
#[object(closed)]
#[derive(Default)]
pub struct UpdateOauthApplicationBody {
    /// The name to show, at most 256 characters.
    pub name: Maybe<String>,
    /// All of the places where users may be sent back to from now on.
    pub redirect_uris: Maybe<Vec<String>>,
    /// Where users are sent back to.
    ///
    /// Use `redirect_uris` instead.
    #[api(deprecated, max_length = 1024)]
    pub callback_url: Maybe<String>,
    /// What it may ask for from now on: scopes with spaces between.
    #[api(default = r#""profile email""#, max_length = 1024)]
    pub scopes: Maybe<String>,
    /// Whether users are asked before it learns who they are; always for an application that registered itself.
    #[api(versions = "!2025-03-12")]
    pub consent_screen_enabled: Maybe<bool>,
    /// Whether it has to prove with PKCE that the code it redeems was made for it.
    #[api(versions = "!2025-03-12")]
    pub pkce_required: Maybe<bool>,
    /// Whether it can keep no secret, as an app in a browser or on a phone; it needs PKCE then.
    pub public: Maybe<bool>,
}
