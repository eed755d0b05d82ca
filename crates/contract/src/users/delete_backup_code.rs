use super::SecondFactorRemoval;
use crate::operation;

/// Deletes all backup codes of a user.
#[operation(
    id = "DeleteBackupCode",
    delete = "/users/{user_id}/backup_code",
    tag = "Users",
    returns = SecondFactorRemoval,
    errors = "404 500",
    destroys = "Every backup code: none of them signs the user in any more.",
    sdk(
        js = "users.deleteUserBackupCodes(userId)",
        python = "users.delete_backup_codes(...)",
        go = "user.DeleteBackupCode",
    ),
)]
pub struct DeleteBackupCode {
    /// The user's id, `user_…`.
    #[api(path)]
    pub user_id: String,
}
