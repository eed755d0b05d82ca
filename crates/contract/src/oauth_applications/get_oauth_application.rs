use super::OauthApplication;
use crate::operation;

/// Retrieves an OAuth application, without its secret.
#[operation(
    id = "GetOAuthApplication",
    get = "/oauth_applications/{oauth_application_id}",
    tag = "OAuth Applications",
    returns = OauthApplication,
    errors = "403 404",
    sdk(
        js = "oauthApplications.get(oauthApplicationId)",
        python = "oauth_applications.get(...)",
        go = "oauthapplication.Get",
    ),
)]
pub struct GetOauthApplication {
    /// The application's id; not its client id.
    #[api(path)]
    pub oauth_application_id: String,
}
