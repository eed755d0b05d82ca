use super::PhoneNumber;
use crate::operation;

#[operation(
    id = "GetPhoneNumber",
    get = "/phone_numbers/{phone_number_id}",
    tag = "Phone Numbers",
    returns = PhoneNumber,
    errors = "400 401 403 404",
)]
/// Retrieves a phone number.

pub struct GetPhoneNumber {
    /// The number's id, `idn_…`; not the number itself.
    #[api(path)]
    pub phone_number_id: String,
}
