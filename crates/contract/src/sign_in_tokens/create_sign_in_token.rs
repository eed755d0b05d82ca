use super::SignInToken;
use crate::{Maybe, object, operation};

#[operation(id = "CreateSignInToken", post = "/sign_in_tokens", tag = "Sign-in Tokens", returns = SignInToken, errors = "403@!2025-03-12 404 422")]
pub struct CreateSignInToken {
    #[api(body, required = "none")]
    pub body: CreateSignInTokenBody,
}

#[object]
pub struct CreateSignInTokenBody {
    pub user_id: String,
    #[api(versions = "!2025-03-12")]
    pub org_id: Maybe<String>,
    #[api(default = "2592000", min = 1)]
    pub expires_in_seconds: Maybe<i64>,
}
