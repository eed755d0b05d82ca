use super::Client;
use crate::operation;

#[operation(id = "GetClient", get = "/clients/{client_id}", tag = "Clients", returns = Client, errors = "400 401 404")]
pub struct GetClient {
    #[api(path)]
    pub client_id: String,
}
