use crate::organization_roles::Role;
use crate::{Text, object};

/// The role in the organization that the members of a directory's group have.
///
/// Of several groups of a user, the one whose mapping has the lowest precedence decides.
#[object]
pub struct ScimGroupRoleMapping {
    /// Always `scim_group_role_mapping`.
    #[api(values = "scim_group_role_mapping")]
    pub object: Text,
    /// The mapping's id, `scimgrm_…`.
    pub id: String,
    /// Which directory it belongs to, `scim_…`.
    pub scim_directory_id: String,
    /// The newer name of `scim_directory_id`.
    pub directory_id: String,
    /// The group's id at the identity provider.
    pub scim_group_id: String,
    /// The newer name of `scim_group_id`.
    pub directory_group_id: String,
    /// The group's name, to show.
    pub scim_group_display_name: String,
    /// The newer name of `scim_group_display_name`.
    pub directory_group_display_name: String,
    /// The role.
    pub role: Option<Role>,
    /// Its place among the directory's mappings, from 1; a lower one wins.
    pub precedence: i64,
    /// When it was created, in milliseconds since the epoch.
    pub created_at: i64,
    /// When it was last changed, in milliseconds since the epoch.
    pub updated_at: i64,
}
