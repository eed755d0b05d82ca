use super::OauthAccessTokenVerification;
use crate::{object, operation};

/// Checks an access token that was issued to an OAuth application.
///
/// The answer says what is known of it. A token that is unknown, revoked or expired is not found.
#[operation(
    id = "verifyOAuthAccessToken",
    post = "/oauth_applications/access_tokens/verify",
    tag = "OAuth Access Tokens",
    versions = "!2025-03-12",
    returns = OauthAccessTokenVerification,
    errors = "400 404",
    risk = read,
    sdk(js = "idPOAuthAccessToken.verify(accessToken)", python = "oauth_access_tokens.verify(...)"),
)]
pub struct VerifyOauthAccessToken {
    /// What to send.
    #[api(body)]
    pub body: VerifyOauthAccessTokenBody,
}

/// The token to check.
#[object]
#[derive(Default)]
pub struct VerifyOauthAccessTokenBody {
    /// The token itself, `oat_…` or a JWT.
    pub access_token: Option<String>,
    /// The token itself.
    ///
    /// Use `access_token` instead.
    #[api(deprecated)]
    pub secret: Option<String>,
}
