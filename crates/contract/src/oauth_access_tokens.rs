//! OAuth access tokens that the instance issued to OAuth applications.

use crate::list::operations;

mod oauth_access_token_verification;

pub use oauth_access_token_verification::*;

operations! {
    verify_oauth_access_token::VerifyOauthAccessToken,
}
