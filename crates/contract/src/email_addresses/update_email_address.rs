use super::EmailAddress;
use crate::{Maybe, object, operation};

/// Verifies an e-mail address, or makes it the primary one.
#[operation(
    id = "UpdateEmailAddress",
    patch = "/email_addresses/{email_address_id}",
    tag = "Email Addresses",
    returns = EmailAddress,
    errors = "400 401 403 404 409@!2025-03-12",
    sdk(
        js = "emailAddresses.updateEmailAddress(emailAddressId, { ... })",
        python = "email_addresses.update(...)",
        go = "emailaddress.Update",
    ),
)]
pub struct UpdateEmailAddress {
    /// The address's id, `idn_…`; not the address itself.
    #[api(path)]
    pub email_address_id: String,
    /// What to send.
    #[api(body, required = "none")]
    pub body: UpdateEmailAddressBody,
}

/// What to change; what is left out stays.
#[object]
#[derive(Default)]
pub struct UpdateEmailAddressBody {
    /// `true` takes the address as proven to be the user's; what is verified cannot be unverified.
    pub verified: Maybe<bool>,
    /// `true` makes the address the user's primary one, for which it has to be verified.
    pub primary: Maybe<bool>,
    /// Whether to write to the former primary address when another one takes its place.
    #[api(versions = "!2025-03-12", default = "false")]
    pub notify_primary_email_address_changed: Maybe<bool>,
}
