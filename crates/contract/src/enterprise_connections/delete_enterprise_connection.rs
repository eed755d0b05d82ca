use crate::{DeletedObject, operation};

/// Deletes a connection to a company's identity provider.
///
/// The users stay, and have to sign in in another way. Its domains are free again.
#[operation(
    id = "DeleteEnterpriseConnection",
    delete = "/enterprise_connections/{enterprise_connection_id}",
    tag = "Enterprise Connections",
    versions = "!2025-03-12",
    returns = DeletedObject,
    errors = "402 403 404",
    destroys = "The connection with all its settings; nobody can sign in through it any more.",
    sdk(
        js = "enterpriseConnections.deleteEnterpriseConnection(enterpriseConnectionId)",
        python = "enterprise_connections.delete(...)",
    ),
)]
pub struct DeleteEnterpriseConnection {
    /// The connection's id, `entconn_…`.
    #[api(path)]
    pub enterprise_connection_id: String,
}
