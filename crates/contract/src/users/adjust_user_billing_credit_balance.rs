use crate::billing::{AdjustCreditBalanceRequest, CommerceCreditLedgerResponse};
use crate::operation;

/// Gives credit to a user, or takes it away.
///
/// Every change becomes an entry, which is answered. A key of your own keeps a repeated request from counting twice.
#[operation(
    id = "AdjustUserBillingCreditBalance",
    post = "/users/{user_id}/billing/credits",
    tag = "Users",
    tag = "Billing",
    versions = "!2025-03-12",
    returns = CommerceCreditLedgerResponse,
    errors = "400 401 403 404 409 422 500",
    sdk(python = "users.adjust_billing_credit_balance(...)"),
)]
pub struct AdjustUserBillingCreditBalance {
    /// The user's id, `user_…`.
    #[api(path)]
    pub user_id: String,
    /// What to send.
    #[api(body)]
    pub body: AdjustCreditBalanceRequest,
}
