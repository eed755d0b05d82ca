use serde_json::{Map, Value};

use super::OrganizationInvitationPublicUserData;
use crate::{Nullable, Text, object};

/// An invitation into an organization, with what is shown of the organization.
#[object]
pub struct OrganizationInvitationWithPublicOrganizationData {
    /// When it was created, in milliseconds since the epoch.
    pub created_at: i64,
    /// Who is invited.
    pub email_address: String,
    /// When the link stops working, in milliseconds since the epoch.
    pub expires_at: Nullable<i64>,
    /// The invitation's id, `orginv_…`.
    pub id: String,
    /// The user who invited; `null` when the application did.
    #[api(versions = "!2025-03-12")]
    pub inviter_id: Nullable<String>,
    /// Always `organization_invitation`.
    #[api(values = "organization_invitation")]
    pub object: Text,
    /// Which organization it is about, `org_…`.
    pub organization_id: Option<String>,
    /// The private metadata that the membership starts with.
    pub private_metadata: Option<Map<String, Value>>,
    /// Who invited, for showing; `null` when the application did.
    #[api(versions = "!2025-03-12")]
    pub public_inviter_data: Nullable<OrganizationInvitationPublicUserData>,
    /// The public metadata that the membership starts with.
    pub public_metadata: Map<String, Value>,
    /// The key of the role that the person will have.
    pub role: String,
    /// The role's name, to show.
    pub role_name: String,
    /// `pending`, `accepted`, `revoked` or `expired`.
    pub status: Option<String>,
    /// When it was last changed, in milliseconds since the epoch.
    pub updated_at: i64,
    /// The link that carries the ticket; `null` once the invitation is not pending.
    pub url: Nullable<String>,
    /// The organization, for showing.
    pub public_organization_data: Option<OrganizationInvitationPublicOrganizationData>,
}

/// What an invited person is shown of the organization.
#[object(closed)]
pub struct OrganizationInvitationPublicOrganizationData {
    /// The organization's id, `org_…`.
    pub id: String,
    /// The name to show.
    pub name: String,
    /// The name in URLs, unique in the instance.
    pub slug: String,
    /// Where the image is; a generated one where none was uploaded.
    pub image_url: Option<String>,
    /// Whether an image was uploaded; otherwise `image_url` leads to a generated one.
    pub has_image: bool,
}
