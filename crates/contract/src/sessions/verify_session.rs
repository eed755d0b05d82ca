use super::Session;
use crate::{object, operation};

/// Retrieves a session if the token belongs to it.
///
/// Verify tokens with the public keys instead, without a request.
#[operation(
    id = "VerifySession",
    post = "/sessions/{session_id}/verify",
    tag = "Sessions",
    deprecated,
    returns = Session,
    errors = "400 401 404 410",
    risk = read,
    sdk(js = "sessions.verifySession(sessionId, token)", go = "session.Verify"),
)]
pub struct VerifySession {
    /// The session's id, `sess_…`.
    #[api(path)]
    pub session_id: String,
    /// What to send.
    #[api(body, required = "none")]
    pub body: VerifySessionBody,
}

/// The token to check.
#[object(closed)]
#[derive(Default)]
pub struct VerifySessionBody {
    /// A session token of the session.
    pub token: Option<String>,
}
