use super::Session;
use crate::operation;

/// Retrieves a session.
#[operation(
    id = "GetSession",
    get = "/sessions/{session_id}",
    tag = "Sessions",
    returns = Session,
    errors = "400 401 404",
    sdk(js = "sessions.getSession(sessionId)", python = "sessions.get(...)", go = "session.Get"),
)]
pub struct GetSession {
    /// The session's id, `sess_…`.
    #[api(path)]
    pub session_id: String,
}
