use super::CommerceDiscountRedemptionResponse;
use crate::operation;

/// Removes the discount that is active on a subscription item.
///
/// What was taken off payments before stays so. The discount can be applied again.
#[operation(
    id = "RemoveBillingSubscriptionItemDiscount",
    delete = "/billing/subscription_items/{subscription_item_id}/discounts/{discount_id}",
    tag = "Billing",
    versions = "!2025-03-12",
    returns = CommerceDiscountRedemptionResponse,
    errors = "400 401 403 404 409 422 500",
    risk = destructive,
    destroys = "What the discount would take off the payments to come.",
)]
pub struct RemoveBillingSubscriptionItemDiscount {
    /// The subscription item's id, `subi_…`.
    #[api(path)]
    pub subscription_item_id: String,
    /// The id of the discount that is active on it, `cdisc_…`.
    #[api(path)]
    pub discount_id: String,
}
