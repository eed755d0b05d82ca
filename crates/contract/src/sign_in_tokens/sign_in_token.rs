use crate::{Maybe, Text, object, values};

/// A token that signs a user in once.
#[object(closed)]
pub struct SignInToken {
    /// Always `sign_in_token`.
    #[api(values = "sign_in_token")]
    pub object: Text,
    /// The token's id, `sit_…`.
    pub id: String,
    /// How far it got.
    pub status: SignInTokenStatus,
    /// Which user it is about, `user_…`.
    pub user_id: String,
    /// The ticket itself; only in the answer that creates it.
    pub token: Option<String>,
    /// A link that signs in with the ticket; only in the answer that creates it.
    pub url: Maybe<String>,
    /// When it was created, in milliseconds since the epoch.
    pub created_at: i64,
    /// When it was last changed, in milliseconds since the epoch.
    pub updated_at: i64,
}

/// Whether a sign-in token can still be used.
#[values]
pub enum SignInTokenStatus {
    /// Not used yet.
    Pending,
    /// Used; it does not work again.
    Accepted,
    /// Taken back.
    Revoked,
}
