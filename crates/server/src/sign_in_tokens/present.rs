//! From what is stored of a sign-in token to what the API shows of one.

use frontdesk_contract::Maybe;
use frontdesk_contract::sign_in_tokens::{SignInToken, SignInTokenStatus};
use frontdesk_storage::sign_in_tokens as stored;

/// The token without its ticket, of which only the hash is stored.
pub(super) fn present_sign_in_token(token: stored::SignInToken) -> SignInToken {
    SignInToken {
        object: "sign_in_token".into(),
        id: token.id,
        status: SignInTokenStatus::from(token.status.as_str()),
        user_id: token.user_id,
        token: None,
        url: Maybe::Absent,
        created_at: token.created_at,
        updated_at: token.updated_at,
    }
}
