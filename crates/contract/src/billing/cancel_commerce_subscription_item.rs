use super::CommerceSubscriptionItem;
use crate::operation;

/// Cancels a subscription item.
///
/// It goes on to the end of the time that is paid for, unless it is to end at once. The payer falls back to the default
/// plan, which itself cannot be canceled.
#[operation(
    id = "CancelCommerceSubscriptionItem",
    delete = "/billing/subscription_items/{subscription_item_id}",
    tag = "Billing",
    versions = ">=2025-11-10",
    returns = CommerceSubscriptionItem,
    errors = "400 401 403 404 422 500",
    destroys = "The subscription to the plan, and with it the features that come with the plan.",
    sdk(
        js = "billing.cancelSubscriptionItem(subscriptionItemId, { ... })",
        python = "billing.cancel_subscription_item(...)",
        go = "billing.CancelSubscriptionItem",
    ),
)]
pub struct CancelCommerceSubscriptionItem {
    /// The subscription item's id, `subi_…`.
    #[api(path)]
    pub subscription_item_id: String,
    /// Whether it ends at once, whatever is paid for.
    #[api(query, default = "false")]
    pub end_now: Option<bool>,
}
