use crate::{DeletedObject, operation};

/// Deletes an OAuth application.
#[operation(
    id = "DeleteOAuthApplication",
    delete = "/oauth_applications/{oauth_application_id}",
    tag = "OAuth Applications",
    returns = DeletedObject,
    errors = "403 404",
    destroys = "The application, its client id and secret, and every token that was issued to it.",
    sdk(
        js = "oauthApplications.delete(oauthApplicationId)",
        python = "oauth_applications.delete(...)",
        go = "oauthapplication.DeleteOAuthApplication",
    ),
)]
pub struct DeleteOauthApplication {
    /// The application's id; not its client id.
    #[api(path)]
    pub oauth_application_id: String,
}
