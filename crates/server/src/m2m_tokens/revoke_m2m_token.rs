use frontdesk_contract::m2m_tokens::{M2mToken, RevokeM2mToken};
use frontdesk_storage::Tx;

use super::present::present_token;
use super::token_not_found;
use crate::context::Context;
use crate::error::ApiResult;

/// Taking back what was taken back before changes nothing, not even the reason.
pub(crate) fn revoke_m2m_token(cx: &Context, tx: &mut Tx<'_, '_>, request: &RevokeM2mToken) -> ApiResult<M2mToken> {
    let id = &request.m2m_token_id;
    let is_own = |machine_id: &str| cx.machine_id.as_deref().is_none_or(|own| own == machine_id);
    let token = tx.find_m2m_token(id)?.filter(|token| is_own(&token.machine_id));
    let mut token = token.ok_or_else(|| token_not_found(id))?;
    if !token.revoked {
        token.details.revocation_reason = request.body.revocation_reason.value().cloned();
        token.updated_at = cx.now;
        tx.revoke_m2m_token(&token)?;
        token.revoked = true;
    }
    Ok(present_token(cx, token))
}
