use super::M2mToken;
use crate::{object, operation};

/// Checks an opaque token, and answers what is known of it.
///
/// With a machine's secret key it also has to be good for that machine. A token that is unknown, revoked or expired is
/// not found.
#[operation(
    id = "verifyM2MToken",
    post = "/m2m_tokens/verify",
    tag = "M2M Tokens",
    versions = "!2025-03-12",
    returns = M2mToken,
    errors = "400 404",
    credential = either,
    risk = read,
    sdk(js = "m2m.verify({ token })", python = "m2m.verify_token(...)", go = "m2m_token.Verify"),
)]
pub struct VerifyM2mToken {
    /// What to send.
    #[api(body)]
    pub body: VerifyM2mTokenBody,
}

/// The token to check.
#[object(closed)]
pub struct VerifyM2mTokenBody {
    /// The token itself, `mt_…`.
    pub token: String,
}
