//! Sign-in tokens: tickets that sign a user in once, without a password.

use crate::list::operations;

mod sign_in_token;

pub use sign_in_token::*;

operations! {
    create_sign_in_token::CreateSignInToken,
    revoke_sign_in_token::RevokeSignInToken,
}
