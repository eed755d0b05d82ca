use super::SecondFactorRemoval;
use crate::operation;

#[operation(id = "DeleteBackupCode", delete = "/users/{user_id}/backup_code", tag = "Users", returns = SecondFactorRemoval, errors = "404 500")]
pub struct DeleteBackupCode {
    #[api(path)]
    pub user_id: String,
}
