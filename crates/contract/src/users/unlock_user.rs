use super::User;
use crate::operation;

/// Unlocks a user, and gives back all attempts to sign in.
#[operation(
    id = "UnlockUser",
    post = "/users/{user_id}/unlock",
    tag = "Users",
    returns = User,
    errors = "403 404",
    sdk(js = "users.unlockUser(userId)", python = "users.unlock(...)", go = "user.Unlock"),
)]
pub struct UnlockUser {
    /// The user's id, `user_…`.
    #[api(path)]
    pub user_id: String,
}
