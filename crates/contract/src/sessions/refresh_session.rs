use serde_json::{Map, Value};

use super::SessionRefresh;
use crate::{Maybe, object, operation, values};

/// Exchanges an expired session token for a new one.
///
/// Servers call it when a browser sends an expired token with its refresh token. Every refusal is a 401, after which
/// the browser has to sign in again or shake hands anew.
#[operation(
    id = "RefreshSession",
    post = "/sessions/{session_id}/refresh",
    tag = "Sessions",
    returns = SessionRefresh,
    errors = "400 401 404",
    risk = write,
    sdk(js = "sessions.refreshSession(sessionId, { ... })", python = "sessions.refresh(...)"),
)]
pub struct RefreshSession {
    /// The session's id, `sess_…`.
    #[api(path)]
    pub session_id: String,
    /// What to send.
    #[api(body, required = "none")]
    pub body: RefreshSessionBody,
}

/// The expired token, and what the browser sent with it.
#[object(closed)]
pub struct RefreshSessionBody {
    /// The session token that has expired.
    pub expired_token: String,
    /// The refresh token, from the cookie `__refresh`.
    pub refresh_token: String,
    /// The origin that the browser's request came from.
    pub request_origin: String,
    /// The headers of the browser's request: a list of values for each name.
    pub request_headers: Maybe<Map<String, Value>>,
    /// Whether to answer the token, or cookies that carry it.
    #[api(default = r#""token""#)]
    pub format: Maybe<SessionRefreshFormat>,
    /// The address of the browser.
    pub request_originating_ip: Maybe<String>,
}

/// What refreshing a session answers.
#[values]
pub enum SessionRefreshFormat {
    /// The token itself.
    Token,
    /// Cookies that carry the token.
    Cookie,
}
