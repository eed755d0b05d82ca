use crate::billing::{AdjustCreditBalanceRequest, CommerceCreditLedgerResponse};
use crate::operation;

/// Gives credit to an organization, or takes it away.
///
/// Every change becomes an entry, which is answered. A key of your own keeps a repeated request from counting twice.
#[operation(
    id = "AdjustOrganizationBillingCreditBalance",
    post = "/organizations/{organization_id}/billing/credits",
    tag = "Organizations",
    tag = "Billing",
    versions = "!2025-03-12",
    returns = CommerceCreditLedgerResponse,
    errors = "400 401 403 404 409 422 500",
    sdk(python = "organizations.adjust_billing_credit_balance(...)"),
)]
pub struct AdjustOrganizationBillingCreditBalance {
    /// The organization's id, `org_…`.
    #[api(path)]
    pub organization_id: String,
    /// What to send.
    #[api(body)]
    pub body: AdjustCreditBalanceRequest,
}
