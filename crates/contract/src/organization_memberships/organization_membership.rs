use serde_json::{Map, Value};

use crate::organizations::Organization;
use crate::{Maybe, Nullable, Text, object};

/// A user's place in an organization.
#[object]
pub struct OrganizationMembership {
    /// The membership's id, `orgmem_…`; paths name a membership by its organization and user instead.
    pub id: String,
    /// Always `organization_membership`.
    #[api(values = "organization_membership")]
    pub object: Text,
    /// The key of the role, such as `org:admin`.
    pub role: String,
    /// The role's name, to show.
    pub role_name: Option<String>,
    /// The keys of all permissions that the role carries.
    pub permissions: Vec<String>,
    /// Data that front ends may read and only the Backend API may write.
    pub public_metadata: Map<String, Value>,
    /// Data that only the Backend API sees.
    pub private_metadata: Option<Map<String, Value>>,
    /// The organization, whole.
    pub organization: Organization,
    /// What other members are shown of the user.
    pub public_user_data: Option<OrganizationMembershipPublicUserData>,
    /// When it was created, in milliseconds since the epoch.
    pub created_at: i64,
    /// When it was last changed, in milliseconds since the epoch.
    pub updated_at: i64,
}

/// What other members are shown of a member.
#[object(closed)]
pub struct OrganizationMembershipPublicUserData {
    /// Which user it is about, `user_…`.
    pub user_id: String,
    /// The given name.
    pub first_name: Nullable<String>,
    /// The family name.
    pub last_name: Nullable<String>,
    /// Where the image is.
    ///
    /// Use `image_url` instead.
    #[api(deprecated)]
    pub profile_image_url: Nullable<String>,
    /// Where the image is; a generated one where none was uploaded.
    pub image_url: String,
    /// Whether an image was uploaded; otherwise `image_url` leads to a generated one.
    pub has_image: bool,
    /// What names the user best: an e-mail address, a phone number or a username.
    pub identifier: Maybe<String>,
    /// The name to sign in with, if there is one.
    #[api(versions = "!2025-03-12")]
    pub username: Maybe<String>,
    /// Whether the user is kept from signing in.
    #[api(versions = "!2025-03-12")]
    pub banned: Option<bool>,
    /// Whether the directory that manages the user has taken them out.
    #[api(versions = "!2025-03-12")]
    pub deprovisioned: Option<bool>,
}
