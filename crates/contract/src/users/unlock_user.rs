use super::User;
use crate::operation;

#[operation(id = "UnlockUser", post = "/users/{user_id}/unlock", tag = "Users", returns = User, errors = "403")]
pub struct UnlockUser {
    #[api(path)]
    pub user_id: String,
}
