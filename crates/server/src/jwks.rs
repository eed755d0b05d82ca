//! The public keys with which tokens are verified.

use crate::api::routes;

routes! {
    flow get_jwks,
}
