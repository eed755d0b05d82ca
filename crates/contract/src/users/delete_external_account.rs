use crate::{DeletedObject, operation};

#[operation(id = "DeleteExternalAccount", delete = "/users/{user_id}/external_accounts/{external_account_id}", tag = "Users", returns = DeletedObject, errors = "400 403 404 500")]
pub struct DeleteExternalAccount {
    #[api(path)]
    pub user_id: String,
    #[api(path)]
    pub external_account_id: String,
}
