use serde_json::{Map, Value};

use crate::{Maybe, Text, object};

/// A group of users with roles, such as a company or a team.
#[object]
pub struct Organization {
    /// Always `organization`.
    #[api(values = "organization")]
    pub object: Text,
    /// The organization's id, `org_…`.
    pub id: String,
    /// The name to show.
    pub name: String,
    /// The name in URLs, unique in the instance.
    pub slug: String,
    /// Where the image is; a generated one where none was uploaded.
    #[api(versions = "!2025-03-12")]
    pub image_url: Option<String>,
    /// Whether an image was uploaded; otherwise `image_url` leads to a generated one.
    #[api(versions = "!2025-03-12")]
    pub has_image: bool,
    /// How many members there are; only when it was asked for.
    pub members_count: Option<i64>,
    /// Whether nobody in it may manage it; only when it was asked for.
    pub missing_member_with_elevated_permissions: Option<bool>,
    /// How many invitations are pending; only when it was asked for.
    pub pending_invitations_count: Option<i64>,
    /// How many members and pending invitations there may be; 0 for any number.
    pub max_allowed_memberships: i64,
    /// Whether admins may delete the organization from the front end.
    pub admin_delete_enabled: bool,
    /// Data that front ends may read and only the Backend API may write.
    pub public_metadata: Map<String, Value>,
    /// Data that only the Backend API sees.
    #[api(required = "2025-03-12")]
    pub private_metadata: Option<Map<String, Value>>,
    /// The user who created it; absent or empty when the application did.
    pub created_by: Option<String>,
    /// When it was created, in milliseconds since the epoch.
    pub created_at: i64,
    /// When it was last changed, in milliseconds since the epoch.
    pub updated_at: i64,
    /// When there was last activity, in milliseconds since the epoch.
    #[api(versions = "!2025-03-12")]
    pub last_active_at: Option<i64>,
    /// The key of the set of roles that members can have.
    #[api(versions = "!2025-03-12")]
    pub role_set_key: Maybe<String>,
}
