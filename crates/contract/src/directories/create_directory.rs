use super::Directory;
use crate::{object, operation};

/// Creates a directory for an enterprise connection.
///
/// The answer shows the key that the identity provider has to send, and nothing shows it again. A connection can have
/// one directory, and so can an organization.
#[operation(
    id = "CreateDirectory",
    post = "/directories",
    tag = "Directories",
    versions = ">=2025-11-10",
    returns = Directory,
    errors = "400 401 403 422",
)]
pub struct CreateDirectory {
    /// What to send.
    #[api(body, required = "none")]
    pub body: CreateDirectoryBody,
}

/// The directory to create.
#[object]
pub struct CreateDirectoryBody {
    /// The connection that its users sign in through, `entconn_…`.
    pub enterprise_connection_id: String,
    /// The name to show.
    pub name: Option<String>,
    /// The identity provider.
    pub provider: String,
    /// The roles that members of its groups have.
    pub group_role_mappings: Option<Vec<CreateDirectoryGroupRoleMappingItem>>,
}

/// The role that the members of a group have.
#[object]
pub struct CreateDirectoryGroupRoleMappingItem {
    /// The group's id at the identity provider; either this or `scim_group_id`.
    pub directory_group_id: Option<String>,
    /// The older name of `directory_group_id`; if both are sent, they have to be the same.
    pub scim_group_id: Option<String>,
    /// The group's name, to show.
    #[api(max_length = 255)]
    pub directory_group_display_name: Option<String>,
    /// The older name of `directory_group_display_name`; if both are sent, they have to be the same.
    #[api(max_length = 255)]
    pub scim_group_display_name: Option<String>,
    /// The role's id, `role_…`.
    pub role_id: String,
    /// Its place among the mappings, of which a lower one wins; by its place in the list when left out.
    #[api(min = 1)]
    pub precedence: Option<i64>,
}
