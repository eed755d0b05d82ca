use frontdesk_contract::api_keys::{ApiKey, VerifyApiKey};
use frontdesk_storage::bearer_tokens::BearerKind;

use super::present::present_key;
use crate::context::Context;
use crate::error::{ApiError, ApiResult, kinds};

/// A look-up of one row by the hash of the secret; that the key was used is written later, together with others.
pub(crate) async fn verify_api_key(cx: Context, request: VerifyApiKey) -> ApiResult<ApiKey> {
    let hash = crate::hash_secret(&request.body.secret);
    let key = cx.read(move |tx| Ok(tx.find_api_key_by_hash(&hash)?)).await?.ok_or_else(not_valid)?;
    if key.revoked || key.expires_at.is_some_and(|end| end <= cx.now) {
        return Err(not_valid());
    }
    cx.shared.bearers_used.note(&cx.instance.id, BearerKind::ApiKey, &key.id, cx.now);
    Ok(present_key(&cx, key))
}

/// The error for a secret that nobody may rely on. It does not say why, nor repeat the secret.
fn not_valid() -> ApiError {
    kinds::RESOURCE_NOT_FOUND
        .with("The secret is of no API key of this instance, or of one that is revoked or expired.")
}
