use crate::billing::CommerceSubscription;
use crate::operation;

/// Retrieves what an organization is subscribed to.
///
/// There is one subscription an organization, with an item for each of its plans.
#[operation(
    id = "GetOrganizationBillingSubscription",
    get = "/organizations/{organization_id}/billing/subscription",
    tag = "Organizations",
    tag = "Billing",
    versions = "!2025-03-12",
    returns = CommerceSubscription,
    errors = "400 401 403 404 422 500",
    sdk(
        js = "billing.getOrganizationBillingSubscription(organizationId)",
        python = "organizations.get_billing_subscription(...)",
    ),
)]
pub struct GetOrganizationBillingSubscription {
    /// The organization's id, `org_…`.
    #[api(path)]
    pub organization_id: String,
}
