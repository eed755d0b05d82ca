use super::EnterpriseConnection;
use crate::{Page, operation};

/// Lists the connections to companies' identity providers.
#[operation(
    id = "ListEnterpriseConnections",
    get = "/enterprise_connections",
    tag = "Enterprise Connections",
    versions = "!2025-03-12",
    returns = Page<EnterpriseConnection>,
    errors = "402 403 422",
    sdk(js = "enterpriseConnections.getEnterpriseConnectionList({ ... })", python = "enterprise_connections.list(...)"),
)]
pub struct ListEnterpriseConnections {
    /// How many objects to answer at most.
    #[api(query, default = "10", min = 1, max = 500)]
    pub limit: Option<i64>,
    /// How many objects to pass over from the start of the ordered list.
    #[api(query, default = "0", min = 0)]
    pub offset: Option<i64>,
    /// Keep the connections of this organization, `org_…`.
    #[api(query)]
    pub organization_id: Option<String>,
    /// Keep only active connections, or only those that are not.
    #[api(query)]
    pub active: Option<bool>,
}
