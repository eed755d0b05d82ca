use super::EmailAddress;
use crate::{Maybe, object, operation};

#[operation(id = "UpdateEmailAddress", patch = "/email_addresses/{email_address_id}", tag = "Email Addresses", returns = EmailAddress, errors = "400 401 403 404 409@!2025-03-12")]
pub struct UpdateEmailAddress {
    #[api(path)]
    pub email_address_id: String,
    #[api(body, required = "none")]
    pub body: UpdateEmailAddressBody,
}

#[object]
#[derive(Default)]
pub struct UpdateEmailAddressBody {
    pub verified: Maybe<bool>,
    pub primary: Maybe<bool>,
    #[api(versions = "!2025-03-12", default = "false")]
    pub notify_primary_email_address_changed: Maybe<bool>,
}
