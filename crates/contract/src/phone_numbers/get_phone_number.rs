use super::PhoneNumber;
use crate::operation;

/// Retrieves a phone number.
#[operation(
    id = "GetPhoneNumber",
    get = "/phone_numbers/{phone_number_id}",
    tag = "Phone Numbers",
    returns = PhoneNumber,
    errors = "400 401 403 404",
    sdk(js = "phoneNumbers.getPhoneNumber(phoneNumberId)", python = "phone_numbers.get(...)", go = "phonenumber.Get"),
)]
pub struct GetPhoneNumber {
    /// The number's id, `idn_…`; not the number itself.
    #[api(path)]
    pub phone_number_id: String,
}
