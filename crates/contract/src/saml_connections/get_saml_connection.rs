use super::SamlConnection;
use crate::operation;

/// Retrieves a SAML connection.
///
/// Use `GetEnterpriseConnection` instead.
#[operation(
    id = "GetSAMLConnection",
    get = "/saml_connections/{saml_connection_id}",
    tag = "SAML Connections",
    deprecated = "!2025-03-12",
    returns = SamlConnection,
    errors = "402 403 404",
    sdk(
        js = "samlConnections.getSamlConnection(samlConnectionId)",
        python = "saml_connections.get(...)",
        go = "samlconnection.Get",
    ),
)]
pub struct GetSamlConnection {
    /// The connection's id, `samlc_…`.
    #[api(path)]
    pub saml_connection_id: String,
}
