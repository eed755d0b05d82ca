use super::EmailAddress;
use crate::{Maybe, object, operation};

/// Adds an e-mail address to a user.
///
/// It is unverified unless the body says otherwise. An address that another user has verified or reserved is refused.
#[operation(
    id = "CreateEmailAddress",
    post = "/email_addresses",
    tag = "Email Addresses",
    returns = EmailAddress,
    errors = "400 401 403 404 409@!2025-03-12 422",
    sdk(
        js = "emailAddresses.createEmailAddress({ ... })",
        python = "email_addresses.create(request)",
        go = "emailaddress.Create",
    ),
)]
pub struct CreateEmailAddress {
    /// What to send.
    #[api(body, required = "none")]
    pub body: CreateEmailAddressBody,
}

/// The new address and whose it is.
#[object]
pub struct CreateEmailAddressBody {
    /// The id of the user, `user_…`.
    pub user_id: String,
    /// The e-mail address.
    pub email_address: String,
    /// Whether to take it as proven that this belongs to the user, without a code.
    pub verified: Maybe<bool>,
    /// Whether the address becomes the primary one, for which it has to be verified; a user's first one does anyway.
    pub primary: Maybe<bool>,
    /// Whether to write to the former primary address when another one takes its place.
    #[api(versions = "!2025-03-12", default = "false")]
    pub notify_primary_email_address_changed: Maybe<bool>,
}
