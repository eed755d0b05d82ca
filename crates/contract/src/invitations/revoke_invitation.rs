use serde_json::{Map, Value};

use crate::{Maybe, Text, object, operation};

/// Revokes a pending invitation to the application.
///
/// Its link stops working. A user who has already signed up is not affected.
#[operation(
    id = "RevokeInvitation",
    post = "/invitations/{invitation_id}/revoke",
    tag = "Invitations",
    returns = RevokedInvitation,
    errors = "400 404",
    risk = destructive,
    destroys = "The link that was sent; the person cannot sign up with it any more.",
    sdk(
        js = "invitations.revokeInvitation(invitationId)",
        python = "invitations.revoke(...)",
        go = "invitation.Revoke",
    ),
)]
pub struct RevokeInvitation {
    /// The invitation's id.
    #[api(path)]
    pub invitation_id: String,
}

/// An invitation after it was revoked.
#[object(closed)]
pub struct RevokedInvitation {
    /// When it was created, in milliseconds since the epoch.
    pub created_at: i64,
    /// The e-mail address, in lower case.
    #[api(format = "email")]
    pub email_address: String,
    /// When the link stops working, in milliseconds since the epoch.
    pub expires_at: Maybe<i64>,
    /// The id of this object.
    pub id: String,
    /// Always `invitation`.
    #[api(values = "invitation")]
    pub object: Text,
    /// The public metadata that the user would have started with.
    pub public_metadata: Map<String, Value>,
    /// When it was last changed, in milliseconds since the epoch.
    pub updated_at: i64,
    /// The link that carries the ticket, for sending it yourself.
    pub url: Option<String>,
    /// Always `true`.
    pub revoked: Option<bool>,
    /// Always `revoked`.
    #[api(values = "revoked")]
    pub status: Text,
}
