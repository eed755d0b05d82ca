use super::PhoneNumber;
use crate::{Maybe, object, operation};

#[operation(id = "UpdatePhoneNumber", patch = "/phone_numbers/{phone_number_id}", tag = "Phone Numbers", returns = PhoneNumber, errors = "400 401 403 404")]
pub struct UpdatePhoneNumber {
    #[api(path)]
    pub phone_number_id: String,
    #[api(body, required = "none")]
    pub body: UpdatePhoneNumberBody,
}

#[object]
#[derive(Default)]
pub struct UpdatePhoneNumberBody {
    pub verified: Maybe<bool>,
    pub primary: Maybe<bool>,
    pub reserved_for_second_factor: Maybe<bool>,
}
