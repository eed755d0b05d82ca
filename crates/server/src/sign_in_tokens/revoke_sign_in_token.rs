use frontdesk_contract::sign_in_tokens::{RevokeSignInToken, SignInToken};
use frontdesk_storage::Tx;

use super::present::present_sign_in_token;
use crate::context::Context;
use crate::error::{ApiError, ApiResult, kinds};

pub(crate) fn revoke_sign_in_token(
    cx: &Context,
    tx: &mut Tx<'_, '_>,
    request: &RevokeSignInToken,
) -> ApiResult<SignInToken> {
    let id = &request.sign_in_token_id;
    let mut token = tx.find_sign_in_token(id)?.ok_or_else(|| ApiError::not_found("sign-in token", id))?;
    if token.status != "pending" {
        return Err(kinds::SIGN_IN_TOKEN_CANNOT_BE_REVOKED
            .with(format!("The sign-in token is {} already; only a pending one can be revoked.", token.status)));
    }
    tx.update_sign_in_token_status(id, "revoked", cx.now)?;
    "revoked".clone_into(&mut token.status);
    token.updated_at = cx.now;
    Ok(present_sign_in_token(token))
}
