use super::Client;
use crate::operation;

/// Retrieves a client with its sessions.
#[operation(
    id = "GetClient",
    get = "/clients/{client_id}",
    tag = "Clients",
    returns = Client,
    errors = "400 401 404",
    sdk(js = "clients.getClient(clientId)", python = "clients.get(...)", go = "client.Get"),
)]
pub struct GetClient {
    /// The client's id, `client_…`.
    #[api(path)]
    pub client_id: String,
}
