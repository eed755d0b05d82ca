use super::SignInToken;
use crate::{Maybe, object, operation};

/// Creates a token that signs a user in once, without a password.
///
/// Whoever has it gets in without any further check, a second factor included. It is used through its `url` or by the
/// ticket strategy of a sign-in.
#[operation(
    id = "CreateSignInToken",
    post = "/sign_in_tokens",
    tag = "Sign-in Tokens",
    returns = SignInToken,
    errors = "403@!2025-03-12 404 422",
    sdk(
        js = "signInTokens.createSignInToken({ ... })",
        python = "sign_in_tokens.create(request)",
        go = "signintoken.Create",
    ),
)]
pub struct CreateSignInToken {
    /// What to send.
    #[api(body, required = "none")]
    pub body: CreateSignInTokenBody,
}

/// Whom to sign in.
#[object]
pub struct CreateSignInTokenBody {
    /// The id of the user, `user_…`.
    pub user_id: String,
    /// The organization to be active in, which the user has to be a member of.
    #[api(versions = "!2025-03-12")]
    pub org_id: Maybe<String>,
    /// How many seconds the token can be used: thirty days when left out.
    #[api(default = "2592000", min = 1)]
    pub expires_in_seconds: Maybe<i64>,
}
