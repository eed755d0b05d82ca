use super::CodeVerification;
use crate::operation;

/// Sends a code to an e-mail address, to verify it.
///
/// The code has six digits and works for ten minutes. Another one can be asked for after thirty seconds.
#[operation(
    id = "PrepareEmailAddressVerification",
    post = "/email_addresses/{email_address_id}/prepare_verification",
    tag = "Email Addresses",
    versions = "!2025-03-12",
    returns = CodeVerification,
    errors = "400 401 403 404 500",
    sdk(python = "email_addresses.prepare_verification(...)"),
)]
pub struct PrepareEmailAddressVerification {
    /// The address's id, `idn_…`; not the address itself.
    #[api(path)]
    pub email_address_id: String,
}
