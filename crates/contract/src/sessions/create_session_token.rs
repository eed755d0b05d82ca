use super::SessionToken;
use crate::{Maybe, object, operation};

#[operation(id = "CreateSessionToken", post = "/sessions/{session_id}/tokens", tag = "Sessions", returns = SessionToken, errors = "401 404")]
pub struct CreateSessionToken {
    #[api(path)]
    pub session_id: String,
    #[api(body, required = "none")]
    pub body: CreateSessionTokenBody,
}

#[object]
#[derive(Default)]
pub struct CreateSessionTokenBody {
    #[api(min = 30, max = 315360000)]
    pub expires_in_seconds: Maybe<i64>,
}
