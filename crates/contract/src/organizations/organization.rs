use serde_json::{Map, Value};

use crate::{Maybe, Text, object};

#[object]
pub struct Organization {
    #[api(values = "organization")]
    pub object: Text,
    pub id: String,
    pub name: String,
    pub slug: String,
    #[api(versions = "!2025-03-12")]
    pub image_url: Option<String>,
    #[api(versions = "!2025-03-12")]
    pub has_image: bool,
    pub members_count: Option<i64>,
    pub missing_member_with_elevated_permissions: Option<bool>,
    pub pending_invitations_count: Option<i64>,
    pub max_allowed_memberships: i64,
    pub admin_delete_enabled: bool,
    pub public_metadata: Map<String, Value>,
    #[api(required = "2025-03-12")]
    pub private_metadata: Option<Map<String, Value>>,
    pub created_by: Option<String>,
    pub created_at: i64,
    pub updated_at: i64,
    #[api(versions = "!2025-03-12")]
    pub last_active_at: Option<i64>,
    #[api(versions = "!2025-03-12")]
    pub role_set_key: Maybe<String>,
}
