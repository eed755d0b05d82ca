//! From what is stored of an actor token to what the API shows of one.

use frontdesk_contract::actor_tokens::{ActorToken, ActorTokenStatus};
use frontdesk_storage::actor_tokens as stored;

/// The token without its ticket, of which only the hash is stored.
pub(super) fn present_actor_token(token: stored::ActorToken) -> ActorToken {
    ActorToken {
        object: "actor_token".into(),
        id: token.id,
        status: ActorTokenStatus::from(token.status.as_str()),
        user_id: token.user_id,
        actor: token.details.actor,
        token: None,
        url: None,
        created_at: token.created_at,
        updated_at: token.updated_at,
    }
}
