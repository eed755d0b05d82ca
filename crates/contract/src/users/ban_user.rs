use super::User;
use crate::operation;

/// Bans a user: their sessions end and they cannot sign in.
///
/// Banning a banned user changes nothing.
#[operation(
    id = "BanUser",
    post = "/users/{user_id}/ban",
    tag = "Users",
    returns = User,
    errors = "402 404",
    risk = destructive,
    destroys = "Every session of the user, and signing in until the user is unbanned.",
    sdk(js = "users.banUser(userId)", python = "users.ban(...)", go = "user.Ban"),
)]
pub struct BanUser {
    /// The user's id, `user_…`.
    #[api(path)]
    pub user_id: String,
}
