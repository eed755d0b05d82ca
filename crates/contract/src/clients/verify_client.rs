use super::Client;
use crate::{object, operation};

/// Finds the client that a client token belongs to.
#[operation(
    id = "VerifyClient",
    post = "/clients/verify",
    tag = "Clients",
    returns = Client,
    errors = "400 401 404",
    risk = read,
    sdk(js = "clients.verifyClient(token)", python = "clients.verify(request)", go = "client.Verify"),
)]
pub struct VerifyClient {
    /// What to send.
    #[api(body, required = "none")]
    pub body: VerifyClientBody,
}

/// The token to look into.
#[object(closed)]
pub struct VerifyClientBody {
    /// The token of the client, from the cookie `__client`.
    pub token: String,
}
