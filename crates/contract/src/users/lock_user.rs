use super::User;
use crate::operation;

#[operation(id = "LockUser", post = "/users/{user_id}/lock", tag = "Users", returns = User, errors = "403")]
pub struct LockUser {
    #[api(path)]
    pub user_id: String,
}
