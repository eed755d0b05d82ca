use super::User;
use crate::operation;

#[operation(id = "GetUser", get = "/users/{user_id}", tag = "Users", returns = User, errors = "400 401 404")]
pub struct GetUser {
    #[api(path)]
    pub user_id: String,
}
