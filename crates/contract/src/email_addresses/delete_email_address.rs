use crate::{DeletedObject, operation};

/// Removes an e-mail address from its user.
///
/// The last identifier of a user stays. When the primary address goes, another verified one takes its place.
#[operation(
    id = "DeleteEmailAddress",
    delete = "/email_addresses/{email_address_id}",
    tag = "Email Addresses",
    returns = DeletedObject,
    errors = "400 401 403 404 409@!2025-03-12",
    destroys = "The address, its verification, and the possibility to sign in with it.",
    sdk(
        js = "emailAddresses.deleteEmailAddress(emailAddressId)",
        python = "email_addresses.delete(...)",
        go = "emailaddress.Delete",
    ),
)]
pub struct DeleteEmailAddress {
    /// The address's id, `idn_…`; not the address itself.
    #[api(path)]
    pub email_address_id: String,
}
