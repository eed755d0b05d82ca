use crate::{DeletedObject, operation};

/// Deletes a SAML connection.
///
/// The users stay, and have to sign in in another way. Its domains are free again.
///
/// Use `DeleteEnterpriseConnection` instead.
#[operation(
    id = "DeleteSAMLConnection",
    delete = "/saml_connections/{saml_connection_id}",
    tag = "SAML Connections",
    deprecated = "!2025-03-12",
    returns = DeletedObject,
    errors = "402 403 404",
    destroys = "The connection with all its settings; nobody can sign in through it any more.",
    sdk(
        js = "samlConnections.deleteSamlConnection(samlConnectionId)",
        python = "saml_connections.delete(...)",
        go = "samlconnection.Delete",
    ),
)]
pub struct DeleteSamlConnection {
    /// The connection's id, `samlc_…`.
    #[api(path)]
    pub saml_connection_id: String,
}
