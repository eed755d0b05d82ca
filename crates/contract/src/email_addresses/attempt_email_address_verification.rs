use super::CodeVerification;
use crate::{object, operation};

/// Checks the code that was sent to an e-mail address.
///
/// A wrong code is not an error: the answer's `status` tells. The right one verifies the address and opens no session.
#[operation(
    id = "AttemptEmailAddressVerification",
    post = "/email_addresses/{email_address_id}/attempt_verification",
    tag = "Email Addresses",
    versions = "!2025-03-12",
    returns = CodeVerification,
    errors = "400 401 403 404 500",
    sdk(python = "email_addresses.attempt_verification(...)"),
)]
pub struct AttemptEmailAddressVerification {
    /// The address's id, `idn_…`; not the address itself.
    #[api(path)]
    pub email_address_id: String,
    /// What to send.
    #[api(body)]
    pub body: AttemptEmailAddressVerificationBody,
}

/// The code, and the verification it was sent for.
#[object(closed)]
pub struct AttemptEmailAddressVerificationBody {
    /// The id that preparing the verification answered.
    pub verification_id: String,
    /// The code that the person received.
    pub code: String,
}
