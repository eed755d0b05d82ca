use crate::email_addresses::CodeVerification;
use crate::operation;

#[operation(id = "PreparePhoneNumberVerification", post = "/phone_numbers/{phone_number_id}/prepare_verification", tag = "Phone Numbers", versions = "!2025-03-12", returns = CodeVerification, errors = "400 401 403 404 429 500")]
pub struct PreparePhoneNumberVerification {
    #[api(path)]
    pub phone_number_id: String,
}
