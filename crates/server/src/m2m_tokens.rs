//! M2M tokens: with what one machine proves itself to another.

use crate::api::routes;
use crate::error::{ApiError, kinds};

mod fingerprint;
mod lifetime;
mod present;

routes! {
    flow create_m2m_token,
    read get_m2m_tokens,
    write revoke_m2m_token,
    flow verify_m2m_token,
}

/// The error for a token that does not exist, or is not one of the machine that asks.
pub(super) fn token_not_found(id: &str) -> ApiError {
    kinds::RESOURCE_NOT_FOUND.with(format!("There is no M2M token with the id {id} that this key may change."))
}

/// The error for a token that nobody may rely on. It does not say why, nor repeat what may be a secret.
pub(super) fn not_valid() -> ApiError {
    kinds::RESOURCE_NOT_FOUND
        .with("The token is not one of this instance, is revoked or expired, or is not good for the machine that asks.")
}
