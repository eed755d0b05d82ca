use serde_json::{Map, Value};

use crate::directories::DirectoryCustomAttribute;
use crate::{Maybe, Text, object};

/// A directory, from which an identity provider creates, changes and removes users over SCIM.
#[object]
pub struct ScimDirectory {
    /// Always `scim_directory`.
    #[api(values = "scim_directory")]
    pub object: Text,
    /// The directory's id, `scim_…`.
    pub id: String,
    /// The name to show.
    pub name: String,
    /// The connection that its users sign in through, `entconn_…`.
    pub enterprise_connection_id: Maybe<String>,
    /// Where the identity provider sends its users; to be entered there.
    pub endpoint_url: String,
    /// The identity provider.
    pub provider: String,
    /// Whether it is in use.
    pub enabled: bool,
    /// Whether groups decide about roles.
    pub group_role_mapping_enabled: bool,
    /// Which attributes of the directory become which fields of a user.
    pub attribute_mapping: Map<String, Value>,
    /// What else is taken over from the directory into a user's metadata; only if the instance has that feature.
    pub custom_attributes: Option<Vec<DirectoryCustomAttribute>>,
    /// The key that the identity provider has to send; only when the directory was just created or its key rotated.
    pub api_key: Maybe<String>,
    /// When it was created, in milliseconds since the epoch.
    pub created_at: i64,
    /// When it was last changed, in milliseconds since the epoch.
    pub updated_at: i64,
}
