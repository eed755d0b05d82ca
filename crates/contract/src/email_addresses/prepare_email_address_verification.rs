use super::CodeVerification;
use crate::operation;

#[operation(id = "PrepareEmailAddressVerification", post = "/email_addresses/{email_address_id}/prepare_verification", tag = "Email Addresses", versions = "!2025-03-12", returns = CodeVerification, errors = "400 401 403 404 500")]
pub struct PrepareEmailAddressVerification {
    #[api(path)]
    pub email_address_id: String,
}
