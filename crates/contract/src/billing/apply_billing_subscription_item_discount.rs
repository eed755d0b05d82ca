use super::CommerceDiscountRedemptionResponse;
use crate::{object, operation};

/// Applies a discount to a subscription item.
///
/// The rules about who may have it do not count here. One discount can be active on an item: a different one takes its
/// place, the same one again is refused with 409. The item has to be a paid one.
#[operation(
    id = "ApplyBillingSubscriptionItemDiscount",
    post = "/billing/subscription_items/{subscription_item_id}/discounts",
    tag = "Billing",
    versions = "!2025-03-12",
    returns = CommerceDiscountRedemptionResponse,
    errors = "400 401 403 404 409 422 500",
)]
pub struct ApplyBillingSubscriptionItemDiscount {
    /// The subscription item's id, `subi_…`.
    #[api(path)]
    pub subscription_item_id: String,
    /// What to send.
    #[api(body)]
    pub body: ApplyCommerceDiscountRequest,
}

/// Which discount to apply.
#[object(closed)]
pub struct ApplyCommerceDiscountRequest {
    /// The discount's id, `cdisc_…`.
    pub discount_id: String,
}
