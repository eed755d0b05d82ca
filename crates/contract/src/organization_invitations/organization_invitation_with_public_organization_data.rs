use serde_json::{Map, Value};

use super::OrganizationInvitationPublicUserData;
use crate::{Nullable, Text, object};

#[object]
pub struct OrganizationInvitationWithPublicOrganizationData {
    pub created_at: i64,
    pub email_address: String,
    pub expires_at: Nullable<i64>,
    pub id: String,
    #[api(versions = "!2025-03-12")]
    pub inviter_id: Nullable<String>,
    #[api(values = "organization_invitation")]
    pub object: Text,
    pub organization_id: Option<String>,
    pub private_metadata: Option<Map<String, Value>>,
    #[api(versions = "!2025-03-12")]
    pub public_inviter_data: Nullable<OrganizationInvitationPublicUserData>,
    pub public_metadata: Map<String, Value>,
    pub role: String,
    pub role_name: String,
    pub status: Option<String>,
    pub updated_at: i64,
    pub url: Nullable<String>,
    pub public_organization_data: Option<OrganizationInvitationPublicOrganizationData>,
}

#[object(closed)]
pub struct OrganizationInvitationPublicOrganizationData {
    pub id: String,
    pub name: String,
    pub slug: String,
    pub image_url: Option<String>,
    pub has_image: bool,
}
