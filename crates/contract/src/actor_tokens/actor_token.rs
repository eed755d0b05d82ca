use serde_json::{Map, Value};

use crate::{Text, object, values};

/// A token that signs somebody in as another user, once.
#[object(closed)]
pub struct ActorToken {
    /// Always `actor_token`.
    #[api(values = "actor_token")]
    pub object: Text,
    /// The token's id, `act_…`.
    pub id: String,
    /// How far it got.
    pub status: ActorTokenStatus,
    /// The user who is impersonated, `user_…`.
    pub user_id: String,
    /// Who is really acting: `sub`, and whatever else was given.
    pub actor: Map<String, Value>,
    /// The ticket itself; only in the answer that creates it.
    pub token: Option<String>,
    /// A link that signs in with the ticket; only in the answer that creates it.
    pub url: Option<String>,
    /// When it was created, in milliseconds since the epoch.
    pub created_at: i64,
    /// When it was last changed, in milliseconds since the epoch.
    pub updated_at: i64,
}

/// Whether an actor token can still be used.
#[values]
pub enum ActorTokenStatus {
    /// Not used yet.
    Pending,
    /// Used; it does not work again.
    Accepted,
    /// Taken back.
    Revoked,
}
