use super::{
    CommerceCreditsResponse, CommerceMoneyResponse, CommercePayerResponse, CommercePaymentMethodResponse,
    CommercePaymentSourceResponse, CommercePerUnitTotal, CommercePerUnitTotalTier, CommercePlan,
    CommerceTotalsResponse,
};
use crate::{Maybe, Nullable, Text, object, values};

/// A plan that somebody is subscribed to.
#[object(closed)]
pub struct CommerceSubscriptionItem {
    /// Always `commerce_subscription_item`.
    #[api(values = "commerce_subscription_item")]
    pub object: Text,
    /// The subscription item's id, `subi_…`.
    pub id: String,
    /// Which instance it belongs to, `ins_…`.
    pub instance_id: String,
    /// Its state.
    pub status: CommerceSubscriptionItemStatus,
    /// What was credited for time that was paid and not used; only in webhooks about payments.
    #[api(nullable = "<=2025-04-10")]
    pub credit: Option<CommerceSubscriptionCreditResponse>,
    /// What is credited, and why.
    #[api(versions = ">=2025-11-10")]
    pub credits: Maybe<CommerceCreditsResponse>,
    /// The plan, `cplan_…`.
    #[api(nullable = ">=2025-11-10")]
    pub plan_id: Nullable<String>,
    /// The price that is paid, `cprice_…`.
    pub price_id: Option<String>,
    /// The plan, whole.
    #[api(required = "<=2025-04-10")]
    pub plan: Maybe<CommercePlan>,
    /// How long the time is that is paid for at once.
    pub plan_period: CommercePlanPeriod,
    /// What it is paid with.
    #[api(versions = ">=2025-11-10")]
    pub payment_method: Option<CommercePaymentMethodResponse>,
    /// What was paid for it in all.
    #[api(nullable = "<=2025-04-10")]
    pub lifetime_paid: Option<CommerceMoneyResponse>,
    /// What will be charged next; `null` when nothing will.
    pub next_payment: Maybe<CommerceSubscriptionItemNextPaymentResponse>,
    /// Who pays, `cpayer_…`.
    pub payer_id: String,
    /// Who pays, whole.
    #[api(nullable = "<=2025-04-10")]
    pub payer: Option<CommercePayerResponse>,
    /// Whether it is being tried out without paying.
    pub is_free_trial: bool,
    /// When the time that is paid for began, in milliseconds since the epoch.
    #[api(required = ">=2025-11-10", nullable = "<=2025-04-10")]
    pub period_start: Nullable<i64>,
    /// When the time that is paid for ends, in milliseconds since the epoch; `null` when it does not.
    #[api(required = ">=2025-11-10")]
    pub period_end: Nullable<i64>,
    /// The day from which a change was reckoned, as `2026-01-31`; only in some answers.
    #[api(required = "<=2025-04-10")]
    pub proration_date: Option<String>,
    /// When it was canceled, in milliseconds since the epoch; `null` when it was not.
    #[api(required = ">=2025-11-10")]
    pub canceled_at: Nullable<i64>,
    /// When a payment was missed, in milliseconds since the epoch; `null` when none was.
    #[api(required = ">=2025-11-10")]
    pub past_due_at: Nullable<i64>,
    /// When it ended, in milliseconds since the epoch; `null` when it has not.
    #[api(required = ">=2025-11-10")]
    pub ended_at: Nullable<i64>,
    /// When it was created, in milliseconds since the epoch.
    #[api(required = "<=2025-04-10")]
    pub created_at: Option<i64>,
    /// When it was last changed, in milliseconds since the epoch.
    #[api(required = "<=2025-04-10")]
    pub updated_at: Option<i64>,
    /// How many seats are paid for, if the plan charges for them.
    #[api(versions = ">=2025-11-10")]
    pub seats: Maybe<CommerceSubscriptionItemSeatsResponse>,
    /// How the sum comes about.
    #[api(versions = ">=2025-11-10")]
    pub totals: Maybe<CommerceTotalsResponse>,
    /// What it is paid with, `cps_…`.
    #[api(versions = "<=2025-04-10")]
    pub payment_source_id: String,
    /// What it is paid with, whole.
    #[api(versions = "<=2025-04-10")]
    pub payment_source: Maybe<CommercePaymentSourceResponse>,
    /// What it costs at present.
    #[api(versions = "<=2025-04-10")]
    pub amount: Maybe<CommerceMoneyResponse>,
    /// What will be charged next; the same as `next_payment`.
    #[api(versions = "<=2025-04-10")]
    pub next_invoice: Maybe<CommerceSubscriptionItemNextPaymentResponse>,
}

/// The state of a subscription item.
#[values]
pub enum CommerceSubscriptionItemStatus {
    /// In order.
    Active,
    /// It goes on to the end of the time that is paid for, and no further.
    #[api(versions = ">=2025-11-10")]
    Canceled,
    /// Its time has run out.
    #[api(versions = ">=2025-11-10")]
    Expired,
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

/// How long the time is that is paid for at once.
#[values]
pub enum CommercePlanPeriod {
    /// A month.
    Month,
    /// A year.
    Annual,
}

/// What is credited for the rest of a time that was paid for.
#[object(closed)]
pub struct CommerceSubscriptionCreditResponse {
    /// How much it is.
    pub amount: Maybe<CommerceMoneyResponse>,
    /// How much of the time was left, in per cent.
    pub cycle_remaining_percent: Option<f64>,
}

/// What a subscription item will be charged next.
#[object(closed)]
pub struct CommerceSubscriptionItemNextPaymentResponse {
    /// The plan's fee, without what is charged for units; the whole sum is `totals.grand_total`.
    pub amount: Maybe<CommerceMoneyResponse>,
    /// When, in milliseconds since the epoch.
    pub date: Maybe<i64>,
    /// What will be charged for units, such as seats.
    pub per_unit_totals: Option<Vec<CommercePerUnitTotal>>,
    /// How the sum comes about, without taxes and credits, which are not known yet.
    pub totals: Maybe<CommerceTotalsResponse>,
}

/// How many seats are paid for.
#[object(closed)]
pub struct CommerceSubscriptionItemSeatsResponse {
    /// How many; `null` for any number.
    pub quantity: Nullable<i64>,
    /// What they cost, tier by tier.
    pub tiers: Option<Vec<CommercePerUnitTotalTier>>,
}
