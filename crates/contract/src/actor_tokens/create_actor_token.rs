use serde_json::{Map, Value};

use super::ActorToken;
use crate::{object, operation};

/// Creates a token that signs somebody in as another user, once.
///
/// It asks for no second factor, and ends the other sessions of the browser that uses it. The session names the actor,
/// and so does each of its tokens in the claim `act`.
#[operation(
    id = "CreateActorToken",
    post = "/actor_tokens",
    tag = "Actor Tokens",
    returns = ActorToken,
    errors = "400 402 422",
    sdk(js = "actorTokens.create({ ... })", python = "actor_tokens.create(request)", go = "actortoken.Create"),
)]
pub struct CreateActorToken {
    /// What to send.
    #[api(body, required = "none")]
    pub body: CreateActorTokenBody,
}

/// Who acts as whom.
#[object(closed)]
pub struct CreateActorTokenBody {
    /// The user to impersonate, `user_…`.
    pub user_id: String,
    /// Who is really acting.
    pub actor: Actor,
    /// How many seconds the token can be used.
    #[api(default = "3600")]
    pub expires_in_seconds: Option<i64>,
    /// How many seconds the session lasts at most.
    #[api(default = "1800")]
    pub session_max_duration_in_seconds: Option<i64>,
}

/// Who is really acting in an impersonated session.
#[object]
pub struct Actor {
    /// Who it is, usually as a user's id.
    pub sub: String,
    /// Whatever else the session and its tokens should say of the actor.
    #[api(others)]
    pub others: Map<String, Value>,
}
