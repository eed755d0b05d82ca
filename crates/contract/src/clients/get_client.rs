use super::Client;
use crate::operation;

/// Retrieves a client with its sessions.
#[operation(
    id = "GetClient",
    get = "/clients/{client_id}",
    tag = "Clients",
    returns = Client,
    errors = "400 401 404",
)]
pub struct GetClient {
    /// The client's id, `client_…`.
    #[api(path)]
    pub client_id: String,
}
