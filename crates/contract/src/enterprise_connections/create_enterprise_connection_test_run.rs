use crate::{object, operation};

/// Starts a trial of an enterprise connection, and answers the link to it.
///
/// Nobody is signed in by it. What happened is read from the list of trials.
#[operation(
    id = "CreateEnterpriseConnectionTestRun",
    post = "/enterprise_connections/{enterprise_connection_id}/test_runs",
    tag = "Enterprise Connections",
    versions = "!2025-03-12",
    returns = EnterpriseConnectionTestRunLink,
    errors = "402 403 404",
    sdk(python = "enterprise_connections.create_test_run(...)"),
)]
pub struct CreateEnterpriseConnectionTestRun {
    /// The connection's id, `entconn_…`.
    #[api(path)]
    pub enterprise_connection_id: String,
}

/// Where a trial begins.
#[object(closed)]
pub struct EnterpriseConnectionTestRunLink {
    /// The link to open in a browser; it works for a short time.
    pub url: String,
}
