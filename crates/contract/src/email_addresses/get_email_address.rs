use super::EmailAddress;
use crate::operation;

#[operation(
    id = "GetEmailAddress",
    get = "/email_addresses/{email_address_id}",
    tag = "Email Addresses",
    returns = EmailAddress,
    errors = "400 401 403 404",
)]
/// Retrieves an e-mail address.

pub struct GetEmailAddress {
    /// The address's id, `idn_…`; not the address itself.
    #[api(path)]
    pub email_address_id: String,
}
