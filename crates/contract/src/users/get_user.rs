use super::User;
use crate::operation;

/// Retrieves a user.
#[operation(
    id = "GetUser",
    get = "/users/{user_id}",
    tag = "Users",
    returns = User,
    errors = "400 401 404",
    sdk(js = "users.getUser(userId)", python = "users.get(...)", go = "user.Get"),
)]
pub struct GetUser {
    /// The user's id, `user_…`.
    #[api(path)]
    pub user_id: String,
}
