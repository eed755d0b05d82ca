use super::{Session, SessionStatus};
use crate::{Listing, operation};

#[operation(id = "GetSessionList", get = "/sessions", tag = "Sessions", returns = Listing<Session>, errors = "400 401 422")]
pub struct GetSessionList {
    #[api(query)]
    pub client_id: Option<String>,
    #[api(query)]
    pub user_id: Option<String>,
    #[api(query, values = "abandoned active ended expired removed replaced revoked")]
    pub status: Option<SessionStatus>,
    #[api(query)]
    pub paginated: Option<bool>,
    #[api(query, default = "10", min = 1, max = 500)]
    pub limit: Option<i64>,
    #[api(query, default = "0", min = 0)]
    pub offset: Option<i64>,
}
