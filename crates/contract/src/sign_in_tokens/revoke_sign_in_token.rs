use super::SignInToken;
use crate::operation;

/// Takes back a sign-in token that was not used yet.
#[operation(
    id = "RevokeSignInToken",
    post = "/sign_in_tokens/{sign_in_token_id}/revoke",
    tag = "Sign-in Tokens",
    returns = SignInToken,
    errors = "400 404",
    risk = destructive,
    destroys = "The token: nobody can sign in with it any more.",
    sdk(
        js = "signInTokens.revokeSignInToken(signInTokenId)",
        python = "sign_in_tokens.revoke(...)",
        go = "signintoken.Revoke",
    ),
)]
pub struct RevokeSignInToken {
    /// The token's id, `sit_…`.
    #[api(path)]
    pub sign_in_token_id: String,
}
