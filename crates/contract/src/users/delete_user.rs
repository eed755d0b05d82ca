use crate::{DeletedObject, operation};

#[operation(id = "DeleteUser", delete = "/users/{user_id}", tag = "Users", returns = DeletedObject, errors = "400 401 404")]
pub struct DeleteUser {
    #[api(path)]
    pub user_id: String,
}
