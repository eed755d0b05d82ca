use crate::{object, operation};

/// Checks a password against that of a user.
///
/// A wrong one is a 422. Nothing is opened, and wrong attempts do not lock the user.
#[operation(
    id = "VerifyPassword",
    post = "/users/{user_id}/verify_password",
    tag = "Users",
    returns = PasswordVerification,
    errors = "400 404 422 500",
    risk = read,
    sdk(
        js = "users.verifyPassword({ userId, password })",
        python = "users.verify_password(...)",
        go = "user.VerifyPassword",
    ),
)]
pub struct VerifyPassword {
    /// The user's id, `user_…`.
    #[api(path)]
    pub user_id: String,
    /// What to send.
    #[api(body, required = "none")]
    pub body: VerifyPasswordBody,
}

/// The password to check.
#[object(closed)]
pub struct VerifyPasswordBody {
    /// The password in plain text.
    pub password: String,
}

/// That a password is right.
#[object(closed)]
pub struct PasswordVerification {
    /// Always `true`; a wrong password is an error.
    #[api(required = "none")]
    pub verified: bool,
}
