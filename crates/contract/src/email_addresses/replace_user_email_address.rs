use super::{EmailAddress, IdentificationStatus};
use crate::{Maybe, object, operation};

/// Gives a user one e-mail address in place of all they have.
///
/// The new address becomes the primary one. Refused while a present address belongs to a connected account.
#[operation(
    id = "ReplaceUserEmailAddress",
    put = "/users/{user_id}/email_address",
    tag = "Email Addresses",
    versions = "!2025-03-12",
    returns = EmailAddress,
    errors = "400 401 403 404 422",
    risk = destructive,
    destroys = "All other e-mail addresses of the user, and signing in with them.",
    sdk(js = "users.replaceUserEmailAddress(userId, { ... })", python = "email_addresses.replace_for_user(...)"),
)]
pub struct ReplaceUserEmailAddress {
    /// The user's id, `user_…`.
    #[api(path)]
    pub user_id: String,
    /// What to send.
    #[api(body)]
    pub body: ReplaceUserEmailAddressBody,
}

/// The only address from now on.
#[object(closed)]
pub struct ReplaceUserEmailAddressBody {
    /// The e-mail address.
    pub email_address: String,
    /// What is known about the new one: proven, held back for the user, or neither.
    #[api(default = r#""verified""#)]
    pub identification_status: Option<IdentificationStatus>,
    /// Whether to write to the former primary address when another one takes its place.
    #[api(default = "false")]
    pub notify_primary_email_address_changed: Maybe<bool>,
}
