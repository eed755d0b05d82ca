use super::PhoneNumber;
use crate::{Maybe, object, operation};

/// Verifies a phone number, makes it primary, or uses it as a second factor.
#[operation(
    id = "UpdatePhoneNumber",
    patch = "/phone_numbers/{phone_number_id}",
    tag = "Phone Numbers",
    returns = PhoneNumber,
    errors = "400 401 403 404",
    sdk(
        js = "phoneNumbers.updatePhoneNumber(phoneNumberId, { ... })",
        python = "phone_numbers.update(...)",
        go = "phonenumber.Update",
    ),
)]
pub struct UpdatePhoneNumber {
    /// The number's id, `idn_…`; not the number itself.
    #[api(path)]
    pub phone_number_id: String,
    /// What to send.
    #[api(body, required = "none")]
    pub body: UpdatePhoneNumberBody,
}

/// What to change; what is left out stays.
#[object]
#[derive(Default)]
pub struct UpdatePhoneNumberBody {
    /// `true` takes the number as proven to be the user's; what is verified cannot be unverified.
    pub verified: Maybe<bool>,
    /// `true` makes the number the user's primary one, for which it has to be verified.
    pub primary: Maybe<bool>,
    /// Whether codes sent to this number serve as a second factor; the number has to be verified.
    pub reserved_for_second_factor: Maybe<bool>,
}
