use super::SessionToken;
use crate::{Maybe, object, operation};

/// Makes a session token for an active session.
///
/// The token is signed afresh from what is stored now, so it shows a changed role or changed metadata.
#[operation(
    id = "CreateSessionToken",
    post = "/sessions/{session_id}/tokens",
    tag = "Sessions",
    returns = SessionToken,
    errors = "401 404",
    sdk(
        js = "sessions.getToken(sessionId, undefined, expiresInSeconds)",
        python = "sessions.create_token(...)",
        go = "session.CreateToken",
    ),
)]
pub struct CreateSessionToken {
    /// The session's id, `sess_…`.
    #[api(path)]
    pub session_id: String,
    /// What to send.
    #[api(body, required = "none")]
    pub body: CreateSessionTokenBody,
}

/// How long the token is valid.
#[object]
#[derive(Default)]
pub struct CreateSessionTokenBody {
    /// How many seconds the token is valid; 60 when left out.
    #[api(min = 30, max = 315_360_000)]
    pub expires_in_seconds: Maybe<i64>,
}
