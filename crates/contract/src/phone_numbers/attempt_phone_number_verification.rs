use crate::email_addresses::CodeVerification;
use crate::{object, operation};

#[operation(id = "AttemptPhoneNumberVerification", post = "/phone_numbers/{phone_number_id}/attempt_verification", tag = "Phone Numbers", versions = "!2025-03-12", returns = CodeVerification, errors = "400 401 403 404 500")]
pub struct AttemptPhoneNumberVerification {
    #[api(path)]
    pub phone_number_id: String,
    #[api(body)]
    pub body: AttemptPhoneNumberVerificationBody,
}

#[object(closed)]
pub struct AttemptPhoneNumberVerificationBody {
    pub verification_id: String,
    pub code: String,
}
