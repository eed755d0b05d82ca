use super::SecondFactorRemoval;
use crate::operation;

/// Turns all second factors of a user off.
///
/// That is the authenticator app, the backup codes and the phone numbers that were reserved for it; the numbers stay.
#[operation(
    id = "DisableMFA",
    delete = "/users/{user_id}/mfa",
    tag = "Users",
    returns = SecondFactorRemoval,
    errors = "404 500",
    destroys = "Every second factor of the user: signing in takes the first one alone.",
    sdk(js = "users.disableUserMFA(userId)", python = "users.disable_mfa(...)", go = "user.DeleteMFA"),
)]
pub struct DisableMfa {
    /// The user's id, `user_…`.
    #[api(path)]
    pub user_id: String,
}
