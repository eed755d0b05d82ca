use super::ScimDirectory;
use crate::{Page, operation};

/// Lists the directories of the instance, without their keys.
#[operation(
    id = "ListSCIMDirectories",
    get = "/scim_directories",
    tag = "SCIM Directories",
    versions = ">=2025-11-10",
    returns = Page<ScimDirectory>,
    errors = "401 403",
    sdk(python = "scim_directories.list(...)"),
)]
pub struct ListScimDirectories {
    /// How many objects to answer at most.
    #[api(query, default = "10", min = 1, max = 500)]
    pub limit: Option<i64>,
    /// How many objects to pass over from the start of the ordered list.
    #[api(query, default = "0", min = 0)]
    pub offset: Option<i64>,
}
