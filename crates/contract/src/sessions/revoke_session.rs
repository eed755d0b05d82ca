use super::Session;
use crate::operation;

#[operation(id = "RevokeSession", post = "/sessions/{session_id}/revoke", tag = "Sessions", returns = Session, errors = "400 401 404")]
pub struct RevokeSession {
    #[api(path)]
    pub session_id: String,
}
