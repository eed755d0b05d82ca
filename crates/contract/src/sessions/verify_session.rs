use super::Session;
use crate::{object, operation};

#[operation(id = "VerifySession", post = "/sessions/{session_id}/verify", tag = "Sessions", deprecated, returns = Session, errors = "400 401 404 410")]
pub struct VerifySession {
    #[api(path)]
    pub session_id: String,
    #[api(body, required = "none")]
    pub body: VerifySessionBody,
}

#[object(closed)]
#[derive(Default)]
pub struct VerifySessionBody {
    pub token: Option<String>,
}
