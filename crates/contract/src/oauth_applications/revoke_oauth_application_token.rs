use crate::{object, operation};

/// Takes back a token that was issued to an OAuth application.
///
/// The access token and the refresh token of the same consent both go, whichever of them is named. JWT access tokens
/// cannot be revoked: they are valid until they expire.
#[operation(
    id = "RevokeOAuthApplicationToken",
    post = "/oauth_applications/{oauth_application_id}/revoke_token",
    tag = "OAuth Applications",
    versions = "!2025-03-12",
    status = 204,
    errors = "400 403 404 422",
    risk = destructive,
    destroys = "The application's access to the user's data through this token and those that were issued with it.",
    sdk(
        js = "oauthApplications.revokeToken({ oauthApplicationId, ... })",
        python = "oauth_applications.revoke_token(...)",
    ),
)]
pub struct RevokeOauthApplicationToken {
    /// The application's id; not its client id.
    #[api(path)]
    pub oauth_application_id: String,
    /// What to send.
    #[api(body)]
    pub body: RevokeOauthApplicationTokenBody,
}

/// The token to take back.
#[object(closed)]
pub struct RevokeOauthApplicationTokenBody {
    /// An opaque access token, `oat_…`, or a refresh token.
    pub token: String,
}
