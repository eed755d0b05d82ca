use crate::{DeletedObject, operation};

#[operation(id = "DeletePhoneNumber", delete = "/phone_numbers/{phone_number_id}", tag = "Phone Numbers", returns = DeletedObject, errors = "400 401 403 404")]
pub struct DeletePhoneNumber {
    #[api(path)]
    pub phone_number_id: String,
}
