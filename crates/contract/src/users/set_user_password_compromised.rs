use super::User;
use crate::{Maybe, object, operation};

/// Marks a user's password as leaked; the next sign-in demands a new one.
#[operation(
    id = "SetUserPasswordCompromised",
    post = "/users/{user_id}/password/set_compromised",
    tag = "Users",
    versions = ">=2025-11-10",
    returns = User,
    errors = "400 401 403 404 422",
    risk = destructive,
    destroys = "Signing in with the present password alone.",
    sdk(js = "users.setPasswordCompromised(userId, { ... })", python = "users.set_password_compromised(...)"),
)]
pub struct SetUserPasswordCompromised {
    /// The user's id, `user_…`.
    #[api(path)]
    pub user_id: String,
    /// What to send.
    #[api(body, required = "none")]
    pub body: SetUserPasswordCompromisedBody,
}

/// Whether sessions end as well.
#[object(closed)]
#[derive(Default)]
pub struct SetUserPasswordCompromisedBody {
    /// Whether to end every session of the user now.
    pub revoke_all_sessions: Maybe<bool>,
}
