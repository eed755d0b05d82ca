use super::Client;
use crate::{Listing, operation};

/// Lists clients, newest first.
///
/// Clients are kept for the front ends; ask for the sessions of a user instead.
#[operation(
    id = "GetClientList",
    get = "/clients",
    tag = "Clients",
    deprecated,
    returns = Listing<Client>,
    errors = "400 401 410 422",
    sdk(js = "clients.getClientList({ ... }) + paginated=true", python = "clients.list(...)", go = "client.List"),
)]
pub struct GetClientList {
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
