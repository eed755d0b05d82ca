use super::Session;
use crate::operation;

#[operation(
    id = "GetSession",
    get = "/sessions/{session_id}",
    tag = "Sessions",
    returns = Session,
    errors = "400 401 404",
)]
/// Retrieves a session.

pub struct GetSession {
    /// The session's id, `sess_…`.
    #[api(path)]
    pub session_id: String,
}
