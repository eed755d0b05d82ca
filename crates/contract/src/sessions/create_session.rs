use super::Session;
use crate::{object, operation};

/// Opens an active session for a user without signing in.
///
/// For tests: only development instances allow it. The session gets a client of its own.
#[operation(
    id = "createSession",
    post = "/sessions",
    tag = "Sessions",
    returns = Session,
    errors = "400 401 404 422",
    sdk(js = "sessions.createSession({ ... })", python = "sessions.create(request)", go = "session.Create"),
)]
pub struct CreateSession {
    /// What to send.
    #[api(body, required = "none")]
    pub body: CreateSessionBody,
}

/// Whose session to open.
#[object]
pub struct CreateSessionBody {
    /// The id of the user, `user_…`.
    pub user_id: String,
    /// The organization to be active in, which the user has to be a member of.
    #[api(versions = "!2025-03-12")]
    pub active_organization_id: Option<String>,
}
