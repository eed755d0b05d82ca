//! The public keys with which tokens are verified.

use crate::list::operations;

mod json_web_key;

pub use json_web_key::*;

operations! {
    get_jwks::GetJwks,
}
