use super::Client;
use crate::{Listing, operation};

#[operation(id = "GetClientList", get = "/clients", tag = "Clients", deprecated, returns = Listing<Client>, errors = "400 401 410 422")]
pub struct GetClientList {
    #[api(query)]
    pub paginated: Option<bool>,
    #[api(query, default = "10", min = 1, max = 500)]
    pub limit: Option<i64>,
    #[api(query, default = "0", min = 0)]
    pub offset: Option<i64>,
}
