use super::PhoneNumber;
use crate::email_addresses::IdentificationStatus;
use crate::{object, operation};

#[operation(id = "ReplaceUserPhoneNumber", put = "/users/{user_id}/phone_number", tag = "Phone Numbers", versions = "!2025-03-12", returns = PhoneNumber, errors = "400 401 403 404 422")]
pub struct ReplaceUserPhoneNumber {
    #[api(path)]
    pub user_id: String,
    #[api(body)]
    pub body: ReplaceUserPhoneNumberBody,
}

#[object(closed)]
pub struct ReplaceUserPhoneNumberBody {
    pub phone_number: String,
    #[api(default = r#""verified""#)]
    pub identification_status: Option<IdentificationStatus>,
}
