use super::User;
use crate::operation;

#[operation(id = "UnbanUser", post = "/users/{user_id}/unban", tag = "Users", returns = User, errors = "402")]
pub struct UnbanUser {
    #[api(path)]
    pub user_id: String,
}
