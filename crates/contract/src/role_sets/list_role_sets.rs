use super::RoleSet;
use crate::{Page, operation};

/// Lists the role sets of the instance.
#[operation(
    id = "ListRoleSets",
    get = "/role_sets",
    tag = "Role Sets",
    versions = "!2025-03-12",
    returns = Page<RoleSet>,
    errors = "400 401 403 422",
    sdk(js = "roleSets.getRoleSetList({ ... })", python = "role_sets.list(...)"),
)]
pub struct ListRoleSets {
    /// Keep the role set with this id, or those in whose name or key this text occurs.
    #[api(query)]
    pub query: Option<String>,
    /// The key to order by: `created_at`, `name` or `key`; descending with a leading `-`.
    #[api(query, default = r#""-created_at""#)]
    pub order_by: Option<String>,
    /// How many objects to answer at most.
    #[api(query, default = "10", min = 1, max = 500)]
    pub limit: Option<i64>,
    /// How many objects to pass over from the start of the ordered list.
    #[api(query, default = "0", min = 0)]
    pub offset: Option<i64>,
}
