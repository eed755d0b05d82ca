use super::Session;
use crate::operation;

/// Ends a session at once.
///
/// No more tokens are made for it; one that was made before stays valid until it expires, a minute at most by default.
/// A session that is not active stays as it is.
#[operation(
    id = "RevokeSession",
    post = "/sessions/{session_id}/revoke",
    tag = "Sessions",
    returns = Session,
    errors = "400 401 404",
    risk = destructive,
    destroys = "The session: the user is signed out on that client.",
    sdk(js = "sessions.revokeSession(sessionId)", python = "sessions.revoke(...)", go = "session.Revoke"),
)]
pub struct RevokeSession {
    /// The session's id, `sess_…`.
    #[api(path)]
    pub session_id: String,
}
