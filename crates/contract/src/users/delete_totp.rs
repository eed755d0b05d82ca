use super::SecondFactorRemoval;
use crate::operation;

#[operation(id = "DeleteTOTP", delete = "/users/{user_id}/totp", tag = "Users", returns = SecondFactorRemoval, errors = "404 500")]
pub struct DeleteTotp {
    #[api(path)]
    pub user_id: String,
}
