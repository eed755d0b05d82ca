use super::ScimDirectory;
use crate::{object, operation};

/// Creates a directory for an enterprise connection.
///
/// The answer shows the key that the identity provider has to send, and nothing shows it again. A connection can have
/// one directory, and so can an organization.
#[operation(
    id = "CreateSCIMDirectory",
    post = "/scim_directories",
    tag = "SCIM Directories",
    versions = ">=2025-11-10",
    returns = ScimDirectory,
    errors = "400 401 403 422",
    sdk(python = "scim_directories.create(request)"),
)]
pub struct CreateScimDirectory {
    /// What to send.
    #[api(body, required = "none")]
    pub body: CreateScimDirectoryBody,
}

/// The directory to create.
#[object]
pub struct CreateScimDirectoryBody {
    /// The connection that its users sign in through, `entconn_…`.
    pub enterprise_connection_id: String,
    /// The name to show.
    pub name: Option<String>,
    /// The identity provider.
    pub provider: String,
    /// The roles that members of its groups have.
    pub group_role_mappings: Option<Vec<CreateScimGroupRoleMappingItem>>,
}

/// The role that the members of a group have.
#[object]
pub struct CreateScimGroupRoleMappingItem {
    /// The group's id at the identity provider.
    pub scim_group_id: String,
    /// The group's name, to show.
    #[api(max_length = 255)]
    pub scim_group_display_name: Option<String>,
    /// The role's id, `role_…`.
    pub role_id: String,
    /// Its place among the mappings, of which a lower one wins; by its place in the list when left out.
    #[api(min = 1)]
    pub precedence: Option<i64>,
}
