use frontdesk_contract::actor_tokens::{ActorToken, RevokeActorToken};
use frontdesk_storage::Tx;

use super::present::present_actor_token;
use crate::context::Context;
use crate::error::{ApiError, ApiResult, kinds};

pub(crate) fn revoke_actor_token(
    cx: &Context,
    tx: &mut Tx<'_, '_>,
    request: &RevokeActorToken,
) -> ApiResult<ActorToken> {
    let id = &request.actor_token_id;
    let mut token = tx.find_actor_token(id)?.ok_or_else(|| ApiError::not_found("actor token", id))?;
    if token.status != "pending" {
        return Err(kinds::ACTOR_TOKEN_CANNOT_BE_REVOKED
            .with(format!("The actor token is {} already; only a pending one can be revoked.", token.status)));
    }
    tx.update_actor_token_status(id, "revoked", cx.now)?;
    "revoked".clone_into(&mut token.status);
    token.updated_at = cx.now;
    Ok(present_actor_token(token))
}
