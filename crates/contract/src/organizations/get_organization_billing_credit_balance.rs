use crate::billing::CommerceCreditBalanceResponse;
use crate::operation;

/// Retrieves the credit that an organization has.
///
/// It counts at a checkout, and is used up by payments that renew a plan.
#[operation(
    id = "GetOrganizationBillingCreditBalance",
    get = "/organizations/{organization_id}/billing/credits",
    tag = "Organizations",
    tag = "Billing",
    versions = "!2025-03-12",
    returns = CommerceCreditBalanceResponse,
    errors = "400 401 403 404 422 500",
    sdk(python = "organizations.get_billing_credit_balance(...)"),
)]
pub struct GetOrganizationBillingCreditBalance {
    /// The organization's id, `org_…`.
    #[api(path)]
    pub organization_id: String,
}
