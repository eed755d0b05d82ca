use super::SamlConnection;
use crate::{Page, operation};

/// Lists SAML connections, newest first.
///
/// Use `ListEnterpriseConnections` instead.
#[operation(
    id = "ListSAMLConnections",
    get = "/saml_connections",
    tag = "SAML Connections",
    deprecated = "!2025-03-12",
    returns = Page<SamlConnection>,
    errors = "402 403 422",
    sdk(
        js = "samlConnections.getSamlConnectionList({ ... })",
        python = "saml_connections.list(...)",
        go = "samlconnection.List",
    ),
)]
pub struct ListSamlConnections {
    /// How many objects to answer at most.
    #[api(query, default = "10", min = 1, max = 500)]
    pub limit: Option<i64>,
    /// How many objects to pass over from the start of the ordered list.
    #[api(query, default = "0", min = 0)]
    pub offset: Option<i64>,
    /// Keep connections in whose name this text occurs, in any case.
    #[api(query)]
    pub query: Option<String>,
    /// The key to order by, such as `created_at` or `name`; descending with a leading `-`.
    #[api(query)]
    pub order_by: Option<String>,
    /// Keep connections of one of these organizations; at most 100. A leading `-` leaves them out instead.
    #[api(query)]
    pub organization_id: Vec<String>,
}
