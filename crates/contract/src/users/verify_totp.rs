use crate::{object, operation, values};

/// Checks a code of a user's authenticator app, or one of their backup codes.
///
/// A wrong one is a 422. A backup code that is right is used up.
#[operation(
    id = "VerifyTOTP",
    post = "/users/{user_id}/verify_totp",
    tag = "Users",
    returns = TotpVerification,
    errors = "400 404 422 500",
    risk = write,
    sdk(js = "users.verifyTOTP({ userId, code })", python = "users.verify_totp(...)"),
)]
pub struct VerifyTotp {
    /// The user's id, `user_…`.
    #[api(path)]
    pub user_id: String,
    /// What to send.
    #[api(body, required = "none")]
    pub body: VerifyTotpBody,
}

/// The code to check.
#[object(closed)]
pub struct VerifyTotpBody {
    /// Six digits from the authenticator app, or a backup code.
    pub code: String,
}

/// That a code is right.
#[object(closed)]
pub struct TotpVerification {
    /// Always `true`; a wrong code is an error.
    #[api(required = "none")]
    pub verified: bool,
    /// What the code was.
    pub code_type: Option<TotpCodeType>,
}

/// The kind of a code that proves a second factor.
#[values]
pub enum TotpCodeType {
    /// A code of the authenticator app.
    Totp,
    /// A backup code, used up by this.
    BackupCode,
}
