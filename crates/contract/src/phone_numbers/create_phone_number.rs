use super::PhoneNumber;
use crate::{Maybe, object, operation};

#[operation(id = "CreatePhoneNumber", post = "/phone_numbers", tag = "Phone Numbers", returns = PhoneNumber, errors = "400 401 403 404 422")]
pub struct CreatePhoneNumber {
    #[api(body, required = "none")]
    pub body: CreatePhoneNumberBody,
}

#[object]
pub struct CreatePhoneNumberBody {
    pub user_id: String,
    pub phone_number: String,
    pub verified: Maybe<bool>,
    pub primary: Maybe<bool>,
    pub reserved_for_second_factor: Maybe<bool>,
}
