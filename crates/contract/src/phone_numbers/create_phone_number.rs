use super::PhoneNumber;
use crate::{Maybe, object, operation};

/// Adds a phone number to a user.
///
/// It is unverified unless the body says otherwise. A number that another user has verified or reserved is refused.
#[operation(
    id = "CreatePhoneNumber",
    post = "/phone_numbers",
    tag = "Phone Numbers",
    returns = PhoneNumber,
    errors = "400 401 403 404 422",
    sdk(
        js = "phoneNumbers.createPhoneNumber({ ... })",
        python = "phone_numbers.create(request)",
        go = "phonenumber.Create",
    ),
)]
pub struct CreatePhoneNumber {
    /// What to send.
    #[api(body, required = "none")]
    pub body: CreatePhoneNumberBody,
}

/// The new number and whose it is.
#[object]
pub struct CreatePhoneNumberBody {
    /// The id of the user, `user_…`.
    pub user_id: String,
    /// The phone number in the international form, such as `+15551234567`.
    pub phone_number: String,
    /// Whether to take it as proven that this belongs to the user, without a code.
    pub verified: Maybe<bool>,
    /// Whether the number becomes the primary one, for which it has to be verified; a user's first one does anyway.
    pub primary: Maybe<bool>,
    /// Whether codes sent to this number serve as a second factor; the number has to be verified.
    pub reserved_for_second_factor: Maybe<bool>,
}
