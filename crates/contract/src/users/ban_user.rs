use super::User;
use crate::operation;

#[operation(id = "BanUser", post = "/users/{user_id}/ban", tag = "Users", returns = User, errors = "402")]
pub struct BanUser {
    #[api(path)]
    pub user_id: String,
}
