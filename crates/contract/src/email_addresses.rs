//! E-mail addresses of users, and how addresses of any kind are verified.

use crate::list::operations;

mod code_verification;
mod email_address;
mod identification_link;
mod identification_status;
mod verification;

pub use code_verification::*;
pub use email_address::*;
pub use identification_link::*;
pub use identification_status::*;
pub use verification::*;

operations! {
    attempt_email_address_verification::AttemptEmailAddressVerification,
    create_email_address::CreateEmailAddress,
    delete_email_address::DeleteEmailAddress,
    get_email_address::GetEmailAddress,
    prepare_email_address_verification::PrepareEmailAddressVerification,
    replace_user_email_address::ReplaceUserEmailAddress,
    update_email_address::UpdateEmailAddress,
}
