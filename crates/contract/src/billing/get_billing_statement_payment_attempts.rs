use super::BillingPaymentAttempt;
use crate::{Page, operation};

/// Lists the attempts to collect the money of a statement, newest first.
#[operation(
    id = "GetBillingStatementPaymentAttempts",
    get = "/billing/statements/{statementID}/payment_attempts",
    tag = "Billing",
    versions = ">=2025-11-10",
    returns = Page<BillingPaymentAttempt>,
    errors = "400 401 404 422 500",
    sdk(python = "billing.get_statement_payment_attempts(...)"),
)]
pub struct GetBillingStatementPaymentAttempts {
    /// The statement's id, `stmt_…`.
    #[api(path, name = "statementID")]
    pub statement_id: String,
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
