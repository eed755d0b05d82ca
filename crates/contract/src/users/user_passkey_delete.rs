use crate::{DeletedObject, operation};

#[operation(id = "UserPasskeyDelete", delete = "/users/{user_id}/passkeys/{passkey_identification_id}", tag = "Users", returns = DeletedObject, errors = "403 404 500")]
pub struct UserPasskeyDelete {
    #[api(path)]
    pub user_id: String,
    #[api(path)]
    pub passkey_identification_id: String,
}
