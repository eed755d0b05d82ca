use super::SecondFactorRemoval;
use crate::operation;

#[operation(id = "DisableMFA", delete = "/users/{user_id}/mfa", tag = "Users", returns = SecondFactorRemoval, errors = "404 500")]
pub struct DisableMfa {
    #[api(path)]
    pub user_id: String,
}
