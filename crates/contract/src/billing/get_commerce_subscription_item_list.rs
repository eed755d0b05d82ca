use super::{CommercePayerType, CommerceSubscriptionItem};
use crate::{Page, operation, values};

/// Lists what users and organizations are subscribed to, newest first.
#[operation(
    id = "GetCommerceSubscriptionItemList",
    get = "/billing/subscription_items",
    tag = "Billing",
    versions = ">=2025-11-10",
    returns = Page<CommerceSubscriptionItem>,
    errors = "400 401 422 500",
    sdk(python = "billing.list_subscription_items(...)", go = "billing.ListSubscriptionItems"),
)]
pub struct GetCommerceSubscriptionItemList {
    /// Whether to answer an object with `data` and `total_count`, as is done in any case.
    #[api(query)]
    pub paginated: Option<bool>,
    /// How many objects to answer at most.
    #[api(query, default = "10", min = 1, max = 500)]
    pub limit: Option<i64>,
    /// How many objects to pass over from the start of the ordered list.
    #[api(query, default = "0", min = 0)]
    pub offset: Option<i64>,
    /// Keep items in this state.
    #[api(query)]
    pub status: Option<CommerceSubscriptionItemFilter>,
    /// Keep items of this kind of payer.
    #[api(query)]
    pub payer_type: Option<CommercePayerType>,
    /// Keep items of this plan, `cplan_…`.
    #[api(query)]
    pub plan_id: Option<String>,
    /// Whether to list the items of default plans as well, which every payer has who chose none.
    #[api(query, default = "false")]
    pub include_free: Option<bool>,
    /// Keep items of payers in whose name or e-mail address this text occurs.
    #[api(query)]
    pub query: Option<String>,
}

/// The state of the subscription items to list.
#[values]
pub enum CommerceSubscriptionItemFilter {
    /// In order.
    Active,
    /// Over.
    Ended,
    /// With a payment that was missed.
    PastDue,
    /// To begin when the one before ends.
    Upcoming,
    /// Being tried out without paying.
    FreeTrial,
}
