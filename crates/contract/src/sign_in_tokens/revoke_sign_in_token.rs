use super::SignInToken;
use crate::operation;

#[operation(id = "RevokeSignInToken", post = "/sign_in_tokens/{sign_in_token_id}/revoke", tag = "Sign-in Tokens", returns = SignInToken, errors = "400 404")]
pub struct RevokeSignInToken {
    #[api(path)]
    pub sign_in_token_id: String,
}
