use super::PhoneNumber;
use crate::email_addresses::IdentificationStatus;
use crate::{object, operation};

/// Gives a user one phone number in place of all they have.
///
/// The new number becomes the primary one. Replacing a number that serves as a second factor turns that factor off.
#[operation(
    id = "ReplaceUserPhoneNumber",
    put = "/users/{user_id}/phone_number",
    tag = "Phone Numbers",
    versions = "!2025-03-12",
    returns = PhoneNumber,
    errors = "400 401 403 404 422",
    risk = destructive,
    destroys = "All other phone numbers of the user, and signing in or proving a second factor with them.",
    sdk(js = "users.replaceUserPhoneNumber(userId, { ... })", python = "phone_numbers.replace_for_user(...)"),
)]
pub struct ReplaceUserPhoneNumber {
    /// The user's id, `user_…`.
    #[api(path)]
    pub user_id: String,
    /// What to send.
    #[api(body)]
    pub body: ReplaceUserPhoneNumberBody,
}

/// The only number from now on.
#[object(closed)]
pub struct ReplaceUserPhoneNumberBody {
    /// The phone number in the international form, such as `+15551234567`.
    pub phone_number: String,
    /// What is known about the new one: proven, held back for the user, or neither.
    #[api(default = r#""verified""#)]
    pub identification_status: Option<IdentificationStatus>,
}
