use serde_json::{Map, Value};

use crate::{Nullable, Text, object, values};

/// An invitation into an organization.
#[object(closed = "!2025-03-12")]
pub struct OrganizationInvitation {
    /// Always `organization_invitation`.
    #[api(values = "organization_invitation")]
    pub object: Text,
    /// The invitation's id, `orginv_…`.
    pub id: String,
    /// Who is invited.
    pub email_address: String,
    /// The key of the role that the person will have.
    pub role: String,
    /// The role's name, to show.
    pub role_name: String,
    /// Which organization it is about, `org_…`.
    pub organization_id: Option<String>,
    /// The user who invited; `null` when the application did.
    #[api(versions = "!2025-03-12")]
    pub inviter_id: Nullable<String>,
    /// Who invited, for showing; `null` when the application did.
    #[api(versions = "!2025-03-12")]
    pub public_inviter_data: Nullable<OrganizationInvitationPublicUserData>,
    /// `pending`, `accepted`, `revoked` or `expired`.
    pub status: Option<String>,
    /// The public metadata that the membership starts with.
    pub public_metadata: Map<String, Value>,
    /// The private metadata that the membership starts with.
    pub private_metadata: Option<Map<String, Value>>,
    /// The link that carries the ticket; `null` once the invitation is not pending.
    pub url: Nullable<String>,
    /// When the link stops working, in milliseconds since the epoch.
    pub expires_at: Nullable<i64>,
    /// When it was created, in milliseconds since the epoch.
    pub created_at: i64,
    /// When it was last changed, in milliseconds since the epoch.
    pub updated_at: i64,
}

/// What is shown of the user who invited.
#[object(closed)]
pub struct OrganizationInvitationPublicUserData {
    /// Which user it is about, `user_…`.
    pub user_id: String,
    /// The given name.
    pub first_name: Nullable<String>,
    /// The family name.
    pub last_name: Nullable<String>,
    /// Where the image is; a generated one where none was uploaded.
    pub image_url: String,
    /// Whether an image was uploaded; otherwise `image_url` leads to a generated one.
    pub has_image: bool,
    /// What names the user best: an e-mail address, a phone number or a username.
    pub identifier: String,
}

/// The state of an invitation into an organization; all but pending are final.
#[values]
pub enum OrganizationInvitationStatus {
    /// Sent, and its link works.
    Pending,
    /// The person has joined.
    Accepted,
    /// Taken back.
    Revoked,
    /// The link has run out.
    #[api(versions = "!2025-03-12")]
    Expired,
}
