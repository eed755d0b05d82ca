use super::EnterpriseConnection;
use crate::operation;

/// Retrieves a connection to a company's identity provider.
#[operation(
    id = "GetEnterpriseConnection",
    get = "/enterprise_connections/{enterprise_connection_id}",
    tag = "Enterprise Connections",
    versions = "!2025-03-12",
    returns = EnterpriseConnection,
    errors = "402 403 404",
    sdk(
        js = "enterpriseConnections.getEnterpriseConnection(enterpriseConnectionId)",
        python = "enterprise_connections.get(...)",
    ),
)]
pub struct GetEnterpriseConnection {
    /// The connection's id, `entconn_…`.
    #[api(path)]
    pub enterprise_connection_id: String,
}
