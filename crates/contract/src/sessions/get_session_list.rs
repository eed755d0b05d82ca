use super::{Session, SessionStatus};
use crate::{Listing, operation};

/// Lists sessions, newest first.
///
/// Name a client or a user: without either the list is empty.
#[operation(
    id = "GetSessionList",
    get = "/sessions",
    tag = "Sessions",
    returns = Listing<Session>,
    errors = "400 401 422",
    sdk(js = "sessions.getSessionList({ ... }) + paginated=true", python = "sessions.list(...)", go = "session.List"),
)]
pub struct GetSessionList {
    /// Keep the sessions on this client.
    #[api(query)]
    pub client_id: Option<String>,
    /// Keep the sessions of this user.
    #[api(query)]
    pub user_id: Option<String>,
    /// Keep sessions in this state.
    #[api(query, values = "abandoned active ended expired removed replaced revoked")]
    pub status: Option<SessionStatus>,
    /// Whether to answer an object with `data` and `total_count` in place of the bare array.
    #[api(query)]
    pub paginated: Option<bool>,
    /// How many objects to answer at most.
    #[api(query, default = "10", min = 1, max = 500)]
    pub limit: Option<i64>,
    /// How many objects to pass over from the start of the ordered list.
    #[api(query, default = "0", min = 0)]
    pub offset: Option<i64>,
}
