use super::OauthApplicationWithSecret;
use crate::operation;

/// Replaces the client secret of an OAuth application by a new one.
///
/// The answer is the only one with the new secret.
#[operation(
    id = "RotateOAuthApplicationSecret",
    post = "/oauth_applications/{oauth_application_id}/rotate_secret",
    tag = "OAuth Applications",
    returns = OauthApplicationWithSecret,
    errors = "403 404",
    risk = destructive,
    destroys = "The present client secret, at once: the client gets no more tokens until it has the new one.",
    sdk(
        js = "oauthApplications.rotateSecret(oauthApplicationId)",
        python = "oauth_applications.rotate_secret(...)",
        go = "oauthapplication.RotateClientSecret",
    ),
)]
pub struct RotateOauthApplicationSecret {
    /// The application's id; not its client id.
    #[api(path)]
    pub oauth_application_id: String,
}
