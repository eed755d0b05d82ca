use super::Client;
use crate::operation;

#[operation(
    id = "GetClient",
    get = "/clients/{client_id}",
    tag = "Clients",
    returns = Client,
    errors = "400 401 404",
)]
/// Retrieves a client with its sessions.

pub struct GetClient {
    /// The client's id, `client_…`.
    #[api(path)]
    pub client_id: String,
}
