use serde_json::{Map, Value};

use super::SessionRefresh;
use crate::{Maybe, object, operation, values};

#[operation(id = "RefreshSession", post = "/sessions/{session_id}/refresh", tag = "Sessions", returns = SessionRefresh, errors = "400 401")]
pub struct RefreshSession {
    #[api(path)]
    pub session_id: String,
    #[api(body, required = "none")]
    pub body: RefreshSessionBody,
}

#[object(closed)]
pub struct RefreshSessionBody {
    pub expired_token: String,
    pub refresh_token: String,
    pub request_origin: String,
    pub request_headers: Maybe<Map<String, Value>>,
    #[api(default = r#""token""#)]
    pub format: Maybe<SessionRefreshFormat>,
    pub request_originating_ip: Maybe<String>,
}

#[values]
pub enum SessionRefreshFormat {
    Token,
    Cookie,
}
