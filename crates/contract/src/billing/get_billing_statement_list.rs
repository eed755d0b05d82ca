use super::BillingStatement;
use crate::{Page, operation};

/// Lists the statements of all payers, newest first.
#[operation(
    id = "GetBillingStatementList",
    get = "/billing/statements",
    tag = "Billing",
    versions = ">=2025-11-10",
    returns = Page<BillingStatement>,
    errors = "400 401 422 500",
    sdk(python = "billing.list_statements(...)"),
)]
pub struct GetBillingStatementList {
    /// Whether to answer an object with `data` and `total_count`, as is done in any case.
    #[api(query)]
    pub paginated: Option<bool>,
    /// How many objects to answer at most.
    #[api(query, default = "10", min = 1, max = 500)]
    pub limit: Option<i64>,
    /// How many objects to pass over from the start of the ordered list.
    #[api(query, default = "0", min = 0)]
    pub offset: Option<i64>,
}
