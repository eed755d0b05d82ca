use serde_json::{Map, Value};

use crate::organizations::Organization;
use crate::{Maybe, Nullable, Text, object};

#[object]
pub struct OrganizationMembership {
    pub id: String,
    #[api(values = "organization_membership")]
    pub object: Text,
    pub role: String,
    pub role_name: Option<String>,
    pub permissions: Vec<String>,
    pub public_metadata: Map<String, Value>,
    pub private_metadata: Option<Map<String, Value>>,
    pub organization: Organization,
    pub public_user_data: Option<OrganizationMembershipPublicUserData>,
    pub created_at: i64,
    pub updated_at: i64,
}

#[object(closed)]
pub struct OrganizationMembershipPublicUserData {
    pub user_id: String,
    pub first_name: Nullable<String>,
    pub last_name: Nullable<String>,
    #[api(deprecated)]
    pub profile_image_url: Nullable<String>,
    pub image_url: String,
    pub has_image: bool,
    pub identifier: Maybe<String>,
    #[api(versions = "!2025-03-12")]
    pub username: Maybe<String>,
    #[api(versions = "!2025-03-12")]
    pub banned: Option<bool>,
    #[api(versions = "!2025-03-12")]
    pub deprovisioned: Option<bool>,
}
