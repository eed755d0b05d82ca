use super::CodeVerification;
use crate::{object, operation};

#[operation(id = "AttemptEmailAddressVerification", post = "/email_addresses/{email_address_id}/attempt_verification", tag = "Email Addresses", versions = "!2025-03-12", returns = CodeVerification, errors = "400 401 403 404 500")]
pub struct AttemptEmailAddressVerification {
    #[api(path)]
    pub email_address_id: String,
    #[api(body)]
    pub body: AttemptEmailAddressVerificationBody,
}

#[object(closed)]
pub struct AttemptEmailAddressVerificationBody {
    pub verification_id: String,
    pub code: String,
}
