use super::M2mToken;
use crate::{Maybe, object, operation};

/// Takes an opaque token back.
///
/// With a machine's secret key, one of that machine's own; with the instance's, any. JWTs cannot be revoked.
#[operation(
    id = "revokeM2MToken",
    post = "/m2m_tokens/{m2m_token_id}/revoke",
    tag = "M2M Tokens",
    versions = "!2025-03-12",
    returns = M2mToken,
    errors = "400 404",
    credential = either,
    risk = destructive,
    destroys = "The token: the machine cannot prove itself with it any more.",
    sdk(
        js = "m2m.revokeToken({ m2mTokenId, revocationReason })",
        python = "m2m.revoke_token(...)",
        go = "m2m_token.Revoke",
    ),
)]
pub struct RevokeM2mToken {
    /// The token's id, `mt_…`; not the token itself.
    #[api(path, pattern = r"^mt_[0-9A-Fa-f]{32}$")]
    pub m2m_token_id: String,
    /// What to send.
    #[api(body)]
    pub body: RevokeM2mTokenBody,
}

/// Why it is taken back.
#[object(closed)]
#[derive(Default)]
pub struct RevokeM2mTokenBody {
    /// Why, for whoever looks at the token later.
    pub revocation_reason: Maybe<String>,
}
