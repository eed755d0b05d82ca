use serde_json::{Map, Value};

use crate::{Maybe, Text, object, values};

/// An invitation to sign up for the application.
#[object(closed)]
pub struct Invitation {
    /// Always `invitation`.
    #[api(values = "invitation")]
    pub object: Text,
    /// The id of this object.
    pub id: String,
    /// The e-mail address, in lower case.
    #[api(format = "email")]
    pub email_address: String,
    /// The public metadata that the user starts with.
    pub public_metadata: Map<String, Value>,
    /// Whether it was revoked; `status` says the same.
    pub revoked: Option<bool>,
    /// How far it got.
    pub status: InvitationStatus,
    /// The link that carries the ticket, for sending it yourself.
    pub url: Option<String>,
    /// When the link stops working, in milliseconds since the epoch; `null` if it never does.
    pub expires_at: Maybe<i64>,
    /// When it was created, in milliseconds since the epoch.
    pub created_at: i64,
    /// When it was last changed, in milliseconds since the epoch.
    pub updated_at: i64,
}

/// The state of an invitation; all but pending are final.
#[values]
pub enum InvitationStatus {
    /// Sent, and its link works.
    Pending,
    /// The person has signed up.
    Accepted,
    /// Taken back.
    Revoked,
    /// The link has run out.
    Expired,
}
