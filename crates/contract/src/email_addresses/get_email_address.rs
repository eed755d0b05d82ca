use super::EmailAddress;
use crate::operation;

#[operation(id = "GetEmailAddress", get = "/email_addresses/{email_address_id}", tag = "Email Addresses", returns = EmailAddress, errors = "400 401 403 404")]
pub struct GetEmailAddress {
    #[api(path)]
    pub email_address_id: String,
}
