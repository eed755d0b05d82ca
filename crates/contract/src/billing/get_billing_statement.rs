use super::BillingStatement;
use crate::operation;

/// Retrieves a statement: what a payer was charged, and how it was paid.
#[operation(
    id = "GetBillingStatement",
    get = "/billing/statements/{statementID}",
    tag = "Billing",
    versions = ">=2025-11-10",
    returns = BillingStatement,
    errors = "400 401 404 422 500",
    sdk(python = "billing.get_statement(...)"),
)]
pub struct GetBillingStatement {
    /// The statement's id, `stmt_…`.
    #[api(path, name = "statementID")]
    pub statement_id: String,
}
