//! Clients: devices or browsers on which sessions live.

use crate::list::operations;

mod client;

pub use client::*;

operations! {
    get_client::GetClient,
    get_client_list::GetClientList,
    verify_client::VerifyClient,
}
