use super::EmailAddress;
use crate::{Maybe, object, operation};

#[operation(id = "CreateEmailAddress", post = "/email_addresses", tag = "Email Addresses", returns = EmailAddress, errors = "400 401 403 404 409@!2025-03-12 422")]
pub struct CreateEmailAddress {
    #[api(body, required = "none")]
    pub body: CreateEmailAddressBody,
}

#[object]
pub struct CreateEmailAddressBody {
    pub user_id: String,
    pub email_address: String,
    pub verified: Maybe<bool>,
    pub primary: Maybe<bool>,
    #[api(versions = "!2025-03-12", default = "false")]
    pub notify_primary_email_address_changed: Maybe<bool>,
}
