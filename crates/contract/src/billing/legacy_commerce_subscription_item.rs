use super::{
    CommerceMoneyResponse, CommercePaymentSourceResponse, CommercePlanPeriod, CommerceSubscriptionCreditResponse,
    CommerceSubscriptionItemNextPaymentResponse, LegacyCommercePayerResponse, LegacyCommercePlan,
};
use crate::{Maybe, Nullable, Text, object, values};

/// A plan that somebody is subscribed to, in the answers that kept the shape from before 2025-11-10.
#[object(closed)]
pub struct LegacyCommerceSubscriptionItem {
    /// Always `commerce_subscription_item`.
    #[api(values = "commerce_subscription_item")]
    pub object: Text,
    /// The subscription item's id, `subi_…`.
    pub id: String,
    /// Which instance it belongs to, `ins_…`.
    pub instance_id: String,
    /// Its state.
    pub status: LegacyCommerceSubscriptionItemStatus,
    /// What was credited for time that was paid and not used; only in webhooks about payments.
    pub credit: Maybe<CommerceSubscriptionCreditResponse>,
    /// The plan, `cplan_…`.
    pub plan_id: String,
    /// The price that is paid, `cprice_…`.
    pub price_id: Option<String>,
    /// The plan, whole.
    pub plan: Nullable<LegacyCommercePlan>,
    /// How long the time is that is paid for at once.
    pub plan_period: CommercePlanPeriod,
    /// What it is paid with, `cps_…`; empty without any.
    pub payment_source_id: String,
    /// What it is paid with, whole.
    pub payment_source: Maybe<CommercePaymentSourceResponse>,
    /// What was paid for it in all.
    pub lifetime_paid: Maybe<CommerceMoneyResponse>,
    /// What it costs at present.
    pub amount: Maybe<CommerceMoneyResponse>,
    /// What will be charged next; the same as `next_payment`.
    pub next_invoice: Maybe<CommerceSubscriptionItemNextPaymentResponse>,
    /// What will be charged next; `null` when nothing will.
    pub next_payment: Maybe<CommerceSubscriptionItemNextPaymentResponse>,
    /// Who pays, `cpayer_…`.
    pub payer_id: String,
    /// Who pays, whole.
    pub payer: Maybe<LegacyCommercePayerResponse>,
    /// Whether it is being tried out without paying.
    pub is_free_trial: bool,
    /// When the time that is paid for began, in milliseconds since the epoch.
    pub period_start: Maybe<i64>,
    /// When the time that is paid for ends, in milliseconds since the epoch; `null` when it does not.
    pub period_end: Maybe<i64>,
    /// The day from which a change was reckoned; empty when there was none.
    pub proration_date: String,
    /// When it was canceled, in milliseconds since the epoch; `null` when it was not.
    pub canceled_at: Maybe<i64>,
    /// When a payment was missed, in milliseconds since the epoch; `null` when none was.
    pub past_due_at: Maybe<i64>,
    /// When it ended, in milliseconds since the epoch; `null` when it has not.
    pub ended_at: Maybe<i64>,
    /// When it was created, in milliseconds since the epoch.
    pub created_at: i64,
    /// When it was last changed, in milliseconds since the epoch.
    pub updated_at: i64,
}

/// The state of a subscription item, in the words from before 2025-11-10.
#[values]
pub enum LegacyCommerceSubscriptionItemStatus {
    /// In order.
    Active,
    /// It is over.
    Ended,
    /// A payment was missed.
    PastDue,
    /// It begins when the one before ends.
    Upcoming,
    /// It waits for its first payment.
    Incomplete,
    /// It was given up before it began.
    Abandoned,
}
