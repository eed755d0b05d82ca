use crate::billing::CommerceCreditBalanceResponse;
use crate::operation;

/// Retrieves the credit that a user has.
///
/// It counts at a checkout, and is used up by payments that renew a plan.
#[operation(
    id = "GetUserBillingCreditBalance",
    get = "/users/{user_id}/billing/credits",
    tag = "Users",
    tag = "Billing",
    versions = "!2025-03-12",
    returns = CommerceCreditBalanceResponse,
    errors = "400 401 403 404 422 500",
    sdk(python = "users.get_billing_credit_balance(...)"),
)]
pub struct GetUserBillingCreditBalance {
    /// The user's id, `user_…`.
    #[api(path)]
    pub user_id: String,
}
