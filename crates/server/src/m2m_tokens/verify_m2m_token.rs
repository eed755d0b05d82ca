use frontdesk_contract::m2m_tokens::{M2mToken, VerifyM2mToken};
use frontdesk_storage::bearer_tokens::BearerKind;

use super::not_valid;
use super::present::present_token;
use crate::context::Context;
use crate::error::ApiResult;

/// A look-up of one row by the hash of the token; that it was used is written later, together with others.
pub(crate) async fn verify_m2m_token(cx: Context, request: VerifyM2mToken) -> ApiResult<M2mToken> {
    let hash = crate::hash_secret(&request.body.token);
    let token = cx.read(move |tx| Ok(tx.find_m2m_token_by_hash(&hash)?)).await?.ok_or_else(not_valid)?;
    let is_for_asker =
        cx.machine_id.as_deref().is_none_or(|machine_id| token.details.scopes.iter().any(|scope| scope == machine_id));
    if token.revoked || token.expires_at <= cx.now || !is_for_asker {
        return Err(not_valid());
    }
    cx.shared.bearers_used.note(&cx.instance.id, BearerKind::M2mToken, &token.id, cx.now);
    Ok(present_token(&cx, token))
}
