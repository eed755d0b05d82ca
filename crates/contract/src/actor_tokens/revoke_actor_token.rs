use super::ActorToken;
use crate::operation;

/// Takes back an actor token that was not used yet.
#[operation(
    id = "RevokeActorToken",
    post = "/actor_tokens/{actor_token_id}/revoke",
    tag = "Actor Tokens",
    returns = ActorToken,
    errors = "400 404",
    risk = destructive,
    destroys = "The token: nobody can sign in with it any more.",
    sdk(js = "actorTokens.revoke(actorTokenId)", python = "actor_tokens.revoke(...)", go = "actortoken.Revoke"),
)]
pub struct RevokeActorToken {
    /// The token's id, `act_…`.
    #[api(path)]
    pub actor_token_id: String,
}
