use super::{BillingPriceResponse, CommerceMoneyResponse, LegacyCommercePlan, LegacyCommerceSubscriptionItem};
use crate::{Maybe, Text, object, operation, values};

/// Moves a subscription item to another price.
///
/// From a free plan to a paid one it counts and is charged at once; otherwise it counts from the end of the time that
/// is paid for. A discount on the item ends.
#[operation(
    id = "CreateBillingPriceTransition",
    post = "/billing/subscription_items/{subscription_item_id}/price_transition",
    tag = "Billing",
    versions = "!2025-03-12",
    returns = CommercePriceTransitionResponse,
    errors = "400 401 403 404 409 422 500",
    risk = destructive,
    destroys = "The item at its former price, and the discount on it; the payer may be charged at once.",
    sdk(python = "billing.create_price_transition(...)"),
)]
pub struct CreateBillingPriceTransition {
    /// The subscription item's id, `subi_…`.
    #[api(path)]
    pub subscription_item_id: String,
    /// What to send.
    #[api(body)]
    pub body: PriceTransitionRequest,
}

/// From which price to which.
#[object(closed)]
pub struct PriceTransitionRequest {
    /// The price that is paid now, `cprice_…`; the request is refused with 409 if it is another one.
    pub from_price_id: String,
    /// The price to pay from then on, `cprice_…`, which may be one of another plan for the same kind of payer.
    pub to_price_id: String,
}

/// What came of the move to another price.
#[object(closed)]
pub struct CommercePriceTransitionResponse {
    /// Always `commerce_price_transition`.
    #[api(values = "commerce_price_transition")]
    pub object: Text,
    /// The subscription item with the new price.
    pub subscription_item: LegacyCommerceSubscriptionItem,
    /// What happens when.
    pub transition: CommercePriceTransitionDetails,
}

/// What happens when in the move to another price.
#[object(closed)]
pub struct CommercePriceTransitionDetails {
    /// The plan that was subscribed to.
    pub previous_plan: LegacyCommercePlan,
    /// The price that was paid.
    pub previous_price: BillingPriceResponse,
    /// From when on the new price counts, in milliseconds since the epoch.
    pub effective_at: i64,
    /// From when on the new price counts, in a word.
    pub effective_mode: CommercePriceTransitionMode,
    /// When the next payment is due, in milliseconds since the epoch.
    pub next_billing_date: Maybe<i64>,
    /// Whether something was charged at once.
    pub charged_immediately: bool,
    /// What was charged at once, if anything.
    pub immediate_charge: Maybe<CommerceMoneyResponse>,
    /// What became of the subscription item with the former price.
    pub previous_subscription_item_status: PreviousSubscriptionItemStatus,
    /// The subscription item with the former price, `subi_…`.
    pub previous_subscription_item_id: String,
}

/// From when on a new price counts.
#[values]
pub enum CommercePriceTransitionMode {
    /// At once.
    Immediate,
    /// When the time ends that is paid for.
    EndOfPeriod,
}

/// What became of the subscription item with the former price.
#[values]
pub enum PreviousSubscriptionItemStatus {
    /// It goes on to the end of the time that is paid for.
    Canceled,
    /// It is over.
    Ended,
    /// It was given up before it began.
    Abandoned,
}
