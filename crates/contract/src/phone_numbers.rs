//! Phone numbers of users.

use crate::list::operations;

mod phone_number;

pub use phone_number::*;

operations! {
    attempt_phone_number_verification::AttemptPhoneNumberVerification,
    create_phone_number::CreatePhoneNumber,
    delete_phone_number::DeletePhoneNumber,
    get_phone_number::GetPhoneNumber,
    prepare_phone_number_verification::PreparePhoneNumberVerification,
    replace_user_phone_number::ReplaceUserPhoneNumber,
    update_phone_number::UpdatePhoneNumber,
}
