use crate::email_addresses::CodeVerification;
use crate::{object, operation};

/// Checks the code that was sent to a phone number.
///
/// A wrong code is not an error: the answer's `status` tells. The right one verifies the number and opens no session.
#[operation(
    id = "AttemptPhoneNumberVerification",
    post = "/phone_numbers/{phone_number_id}/attempt_verification",
    tag = "Phone Numbers",
    versions = "!2025-03-12",
    returns = CodeVerification,
    errors = "400 401 403 404 500",
    sdk(python = "phone_numbers.attempt_verification(...)"),
)]
pub struct AttemptPhoneNumberVerification {
    /// The number's id, `idn_…`; not the number itself.
    #[api(path)]
    pub phone_number_id: String,
    /// What to send.
    #[api(body)]
    pub body: AttemptPhoneNumberVerificationBody,
}

/// The code, and the verification it was sent for.
#[object(closed)]
pub struct AttemptPhoneNumberVerificationBody {
    /// The id that preparing the verification answered.
    pub verification_id: String,
    /// The code that the person received.
    pub code: String,
}
