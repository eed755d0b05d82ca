use serde_json::{Map, Value};

use crate::{Nullable, Text, object, values};

#[object(closed = "!2025-03-12")]
pub struct OrganizationInvitation {
    #[api(values = "organization_invitation")]
    pub object: Text,
    pub id: String,
    pub email_address: String,
    pub role: String,
    pub role_name: String,
    pub organization_id: Option<String>,
    #[api(versions = "!2025-03-12")]
    pub inviter_id: Nullable<String>,
    #[api(versions = "!2025-03-12")]
    pub public_inviter_data: Nullable<OrganizationInvitationPublicUserData>,
    pub status: Option<String>,
    pub public_metadata: Map<String, Value>,
    pub private_metadata: Option<Map<String, Value>>,
    pub url: Nullable<String>,
    pub expires_at: Nullable<i64>,
    pub created_at: i64,
    pub updated_at: i64,
}

#[object(closed)]
pub struct OrganizationInvitationPublicUserData {
    pub user_id: String,
    pub first_name: Nullable<String>,
    pub last_name: Nullable<String>,
    pub image_url: String,
    pub has_image: bool,
    pub identifier: String,
}

#[values]
pub enum OrganizationInvitationStatus {
    Pending,
    Accepted,
    Revoked,
    #[api(versions = "!2025-03-12")]
    Expired,
}
