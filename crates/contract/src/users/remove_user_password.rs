use super::User;
use crate::{object, operation};

/// Removes the password of a user.
///
/// It does so even if no other way to sign in remains. A user without a password stays unchanged.
#[operation(
    id = "RemoveUserPassword",
    post = "/users/{user_id}/remove_password",
    tag = "Users",
    versions = "!2025-03-12",
    returns = User,
    errors = "400 401 403 404 500",
    risk = destructive,
    destroys = "The password, and signing in with it.",
    sdk(js = "users.removePassword(userId, { ... })", python = "users.remove_password(...)"),
)]
pub struct RemoveUserPassword {
    /// The user's id, `user_…`.
    #[api(path)]
    pub user_id: String,
    /// What to send.
    #[api(body, required = "none")]
    pub body: RemoveUserPasswordBody,
}

/// Whether sessions end as well.
#[object(closed)]
#[derive(Default)]
pub struct RemoveUserPasswordBody {
    /// Whether to end every session of the user that is active now.
    #[api(default = "false")]
    pub sign_out_of_other_sessions: Option<bool>,
}
