use super::Client;
use crate::{object, operation};

#[operation(id = "VerifyClient", post = "/clients/verify", tag = "Clients", returns = Client, errors = "400 401 404")]
pub struct VerifyClient {
    #[api(body, required = "none")]
    pub body: VerifyClientBody,
}

#[object(closed)]
pub struct VerifyClientBody {
    pub token: String,
}
