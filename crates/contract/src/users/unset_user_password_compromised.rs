use super::User;
use crate::operation;

#[operation(id = "UnsetUserPasswordCompromised", post = "/users/{user_id}/password/unset_compromised", tag = "Users", versions = ">=2025-11-10", returns = User, errors = "400 401 403 404 422")]
pub struct UnsetUserPasswordCompromised {
    #[api(path)]
    pub user_id: String,
}
