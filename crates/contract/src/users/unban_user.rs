use crate::{operation};
use super::{User};

#[operation(id = "UnbanUser", post = "/users/{user_id}/unban", tag = "Users", returns = User, errors = "402")]
pub struct UnbanUser {
    #[api(path)]
    pub user_id: String,
}
