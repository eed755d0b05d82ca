use super::SecondFactorRemoval;
use crate::operation;

/// Deletes a user's authenticator app from their second factors.
#[operation(
    id = "DeleteTOTP",
    delete = "/users/{user_id}/totp",
    tag = "Users",
    returns = SecondFactorRemoval,
    errors = "404 500",
    destroys = "The shared secret: the codes of the user's authenticator app do not work any more.",
    sdk(js = "users.deleteUserTOTP(userId)", python = "users.delete_totp(...)", go = "user.DeleteTOTP"),
)]
pub struct DeleteTotp {
    /// The user's id, `user_…`.
    #[api(path)]
    pub user_id: String,
}
