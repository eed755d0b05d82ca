use super::User;
use crate::operation;

/// Takes back the mark that a user's password has leaked.
#[operation(
    id = "UnsetUserPasswordCompromised",
    post = "/users/{user_id}/password/unset_compromised",
    tag = "Users",
    versions = ">=2025-11-10",
    returns = User,
    errors = "400 401 403 404 422",
    sdk(js = "users.unsetPasswordCompromised(userId)", python = "users.unset_password_compromised(...)"),
)]
pub struct UnsetUserPasswordCompromised {
    /// The user's id, `user_…`.
    #[api(path)]
    pub user_id: String,
}
