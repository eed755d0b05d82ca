use crate::email_addresses::CodeVerification;
use crate::operation;

/// Sends a code to a phone number, to verify it.
///
/// The code has six digits and works for ten minutes. Another one can be asked for after thirty seconds.
#[operation(
    id = "PreparePhoneNumberVerification",
    post = "/phone_numbers/{phone_number_id}/prepare_verification",
    tag = "Phone Numbers",
    versions = "!2025-03-12",
    returns = CodeVerification,
    errors = "400 401 403 404 429 500",
    sdk(python = "phone_numbers.prepare_verification(...)"),
)]
pub struct PreparePhoneNumberVerification {
    /// The number's id, `idn_…`; not the number itself.
    #[api(path)]
    pub phone_number_id: String,
}
