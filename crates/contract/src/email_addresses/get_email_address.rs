use super::EmailAddress;
use crate::operation;

/// Retrieves an e-mail address.
#[operation(
    id = "GetEmailAddress",
    get = "/email_addresses/{email_address_id}",
    tag = "Email Addresses",
    returns = EmailAddress,
    errors = "400 401 403 404",
    sdk(
        js = "emailAddresses.getEmailAddress(emailAddressId)",
        python = "email_addresses.get(...)",
        go = "emailaddress.Get",
    ),
)]
pub struct GetEmailAddress {
    /// The address's id, `idn_…`; not the address itself.
    #[api(path)]
    pub email_address_id: String,
}
