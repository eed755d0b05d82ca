//! Sign-ups: attempts of people to become users, which front ends make.

use crate::list::operations;

mod sign_up;
mod sign_up_verification;

pub use sign_up::*;
pub use sign_up_verification::*;

operations! {
    get_sign_up::GetSignUp,
    update_sign_up::UpdateSignUp,
}
