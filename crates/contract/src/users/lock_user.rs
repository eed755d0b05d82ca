use super::User;
use crate::operation;

/// Locks a user out: they cannot sign in until it ends.
///
/// It ends by itself after the time that the instance sets, an hour by default. Sessions that are open stay open.
#[operation(
    id = "LockUser",
    post = "/users/{user_id}/lock",
    tag = "Users",
    returns = User,
    errors = "403 404",
    risk = destructive,
    destroys = "Signing in, until the lock runs out or the user is unlocked.",
    sdk(js = "users.lockUser(userId)", python = "users.lock(...)", go = "user.Lock"),
)]
pub struct LockUser {
    /// The user's id, `user_…`.
    #[api(path)]
    pub user_id: String,
}
