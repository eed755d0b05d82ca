use super::User;
use crate::operation;

/// Lifts the ban on a user.
///
/// Sessions that the ban ended stay ended.
#[operation(
    id = "UnbanUser",
    post = "/users/{user_id}/unban",
    tag = "Users",
    returns = User,
    errors = "402 404",
    sdk(js = "users.unbanUser(userId)", python = "users.unban(...)", go = "user.Unban"),
)]
pub struct UnbanUser {
    /// The user's id, `user_…`.
    #[api(path)]
    pub user_id: String,
}
