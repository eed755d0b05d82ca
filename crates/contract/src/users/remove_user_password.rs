use super::User;
use crate::{object, operation};

#[operation(id = "RemoveUserPassword", post = "/users/{user_id}/remove_password", tag = "Users", versions = "!2025-03-12", returns = User, errors = "400 401 403 404 500")]
pub struct RemoveUserPassword {
    #[api(path)]
    pub user_id: String,
    #[api(body, required = "none")]
    pub body: RemoveUserPasswordBody,
}

#[object(closed)]
#[derive(Default)]
pub struct RemoveUserPasswordBody {
    #[api(default = "false")]
    pub sign_out_of_other_sessions: Option<bool>,
}
