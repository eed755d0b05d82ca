use serde_json::{Map, Value};

use crate::{Maybe, Text, object};

#[object]
pub struct OrganizationWithLogo {
    pub admin_delete_enabled: bool,
    pub created_at: i64,
    pub created_by: Option<String>,
    pub id: String,
    #[api(versions = "!2025-03-12")]
    pub last_active_at: Option<i64>,
    pub max_allowed_memberships: i64,
    pub members_count: Option<i64>,
    pub missing_member_with_elevated_permissions: Option<bool>,
    pub name: String,
    #[api(values = "organization")]
    pub object: Text,
    pub pending_invitations_count: Option<i64>,
    #[api(required = "2025-03-12")]
    pub private_metadata: Option<Map<String, Value>>,
    pub public_metadata: Map<String, Value>,
    #[api(versions = "!2025-03-12")]
    pub role_set_key: Maybe<String>,
    pub slug: String,
    pub updated_at: i64,
    #[api(deprecated)]
    pub logo_url: Option<String>,
    pub image_url: String,
    pub has_image: bool,
}
