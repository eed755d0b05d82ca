use crate::{DeletedObject, operation};

#[operation(id = "DeleteEmailAddress", delete = "/email_addresses/{email_address_id}", tag = "Email Addresses", returns = DeletedObject, errors = "400 401 403 404 409@!2025-03-12")]
pub struct DeleteEmailAddress {
    #[api(path)]
    pub email_address_id: String,
}
