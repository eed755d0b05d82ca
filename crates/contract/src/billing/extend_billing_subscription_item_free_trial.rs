use super::LegacyCommerceSubscriptionItem;
use crate::{object, operation};

/// Prolongs the time in which a subscription item is tried out without paying.
///
/// The item has to be in such a time, and its plan has to offer one. The same moment sent again changes nothing.
#[operation(
    id = "ExtendBillingSubscriptionItemFreeTrial",
    post = "/billing/subscription_items/{subscription_item_id}/extend_free_trial",
    tag = "Billing",
    versions = "!2025-03-12",
    returns = LegacyCommerceSubscriptionItem,
    errors = "400 401 403 404 422 500",
    sdk(
        js = "billing.extendSubscriptionItemFreeTrial(subscriptionItemId, { ... })",
        python = "billing.extend_subscription_item_free_trial(...)",
        go = "billing.ExtendFreeTrial",
    ),
)]
pub struct ExtendBillingSubscriptionItemFreeTrial {
    /// The subscription item's id, `subi_…`.
    #[api(path)]
    pub subscription_item_id: String,
    /// What to send.
    #[api(body)]
    pub body: ExtendFreeTrialRequest,
}

/// How far to prolong it.
#[object(closed)]
pub struct ExtendFreeTrialRequest {
    /// The new end, in RFC 3339: in the future, and at most 365 days ahead.
    #[api(format = "date-time")]
    pub extend_to: String,
}
