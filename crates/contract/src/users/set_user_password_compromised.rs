use super::User;
use crate::{Maybe, object, operation};

#[operation(id = "SetUserPasswordCompromised", post = "/users/{user_id}/password/set_compromised", tag = "Users", versions = ">=2025-11-10", returns = User, errors = "400 401 403 404 422")]
pub struct SetUserPasswordCompromised {
    #[api(path)]
    pub user_id: String,
    #[api(body, required = "none")]
    pub body: SetUserPasswordCompromisedBody,
}

#[object(closed)]
#[derive(Default)]
pub struct SetUserPasswordCompromisedBody {
    pub revoke_all_sessions: Maybe<bool>,
}
