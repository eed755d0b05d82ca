//! The client against servers in the same process: scripted ones for what can go wrong, the real one for the rest.

#![expect(clippy::unwrap_used, reason = "tests")]

mod auth;
mod errors;
mod lists;
mod requests;
mod retries;
mod server;
mod stub;
mod verifier;
