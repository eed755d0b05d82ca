//! Clients: the browsers and devices that sessions live on.

use crate::api::routes;
use crate::error::{ApiError, kinds};

mod present;

routes! {
    read get_client,
    read get_client_list,
    flow verify_client,
}

/// The error for a client that does not exist.
fn client_not_found(id: &str) -> ApiError {
    kinds::CLIENT_NOT_FOUND.with(format!("There is no client with the id {id} in this instance."))
}
