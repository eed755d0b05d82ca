use super::{EnterpriseConnectionTestRun, EnterpriseConnectionTestRunStatus};
use crate::{Page, operation};

/// Lists the trials of an enterprise connection, with what went wrong.
#[operation(
    id = "ListEnterpriseConnectionTestRuns",
    get = "/enterprise_connections/{enterprise_connection_id}/test_runs",
    tag = "Enterprise Connections",
    versions = "!2025-03-12",
    returns = Page<EnterpriseConnectionTestRun>,
    errors = "402 403 404 422",
    sdk(python = "enterprise_connections.list_test_runs(...)"),
)]
pub struct ListEnterpriseConnectionTestRuns {
    /// The connection's id, `entconn_…`.
    #[api(path)]
    pub enterprise_connection_id: String,
    /// Keep trials in one of these states; may be repeated.
    #[api(query)]
    pub status: Vec<EnterpriseConnectionTestRunStatus>,
    /// How many objects to answer at most.
    #[api(query, default = "10", min = 1, max = 500)]
    pub limit: Option<i64>,
    /// How many objects to pass over from the start of the ordered list.
    #[api(query, default = "0", min = 0)]
    pub offset: Option<i64>,
}
