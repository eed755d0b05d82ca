use crate::{operation};
use super::{SecondFactorRemoval};

#[operation(id = "DeleteTOTP", delete = "/users/{user_id}/totp", tag = "Users", returns = SecondFactorRemoval, errors = "404 500")]
pub struct DeleteTotp {
    #[api(path)]
    pub user_id: String,
}
