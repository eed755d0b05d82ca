use super::{EmailAddress, IdentificationStatus};
use crate::{Maybe, object, operation};

#[operation(id = "ReplaceUserEmailAddress", put = "/users/{user_id}/email_address", tag = "Email Addresses", versions = "!2025-03-12", returns = EmailAddress, errors = "400 401 403 404 422")]
pub struct ReplaceUserEmailAddress {
    #[api(path)]
    pub user_id: String,
    #[api(body)]
    pub body: ReplaceUserEmailAddressBody,
}

#[object(closed)]
pub struct ReplaceUserEmailAddressBody {
    pub email_address: String,
    #[api(default = r#""verified""#)]
    pub identification_status: Option<IdentificationStatus>,
    #[api(default = "false")]
    pub notify_primary_email_address_changed: Maybe<bool>,
}
