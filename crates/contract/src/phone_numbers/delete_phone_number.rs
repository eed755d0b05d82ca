use crate::{DeletedObject, operation};

/// Removes a phone number from its user.
///
/// The last identifier of a user stays. When the primary number goes, another verified one takes its place.
#[operation(
    id = "DeletePhoneNumber",
    delete = "/phone_numbers/{phone_number_id}",
    tag = "Phone Numbers",
    returns = DeletedObject,
    errors = "400 401 403 404",
    destroys = "The number, its verification, and signing in or proving a second factor with it.",
    sdk(
        js = "phoneNumbers.deletePhoneNumber(phoneNumberId)",
        python = "phone_numbers.delete(...)",
        go = "phonenumber.Delete",
    ),
)]
pub struct DeletePhoneNumber {
    /// The number's id, `idn_…`; not the number itself.
    #[api(path)]
    pub phone_number_id: String,
}
