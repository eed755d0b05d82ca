use super::{CommerceMoneyResponse, CommercePerUnitTotal, CommerceSubscriptionItem, CommerceTotalsResponse};
use crate::{Maybe, Nullable, Text, object, values};

/// Everything that a payer is subscribed to.
#[object(closed)]
pub struct CommerceSubscription {
    /// Always `commerce_subscription`.
    #[api(values = "commerce_subscription")]
    pub object: Text,
    /// The subscription's id, `csub_…`.
    pub id: String,
    /// Which instance it belongs to, `ins_…`.
    pub instance_id: String,
    /// Its state.
    pub status: CommerceSubscriptionStatus,
    /// Who pays, `cpayer_…`.
    pub payer_id: String,
    /// When it was created, in milliseconds since the epoch.
    pub created_at: i64,
    /// When it was last changed, in milliseconds since the epoch.
    pub updated_at: i64,
    /// When it became active, in milliseconds since the epoch; `null` when it never was.
    #[api(required = ">=2025-11-10")]
    pub active_at: Nullable<i64>,
    /// When a payment was missed, in milliseconds since the epoch; `null` when none was.
    #[api(required = ">=2025-11-10")]
    pub past_due_at: Nullable<i64>,
    /// The plans that are subscribed to.
    pub subscription_items: Vec<CommerceSubscriptionItem>,
    /// What will be charged next; absent when nothing will.
    pub next_payment: Option<CommerceSubscriptionNextPayment>,
    /// Whether the payer may still try a plan out without paying: only who never paid and never tried one.
    #[api(nullable = "<=2025-04-10")]
    pub eligible_for_free_trial: Option<bool>,
}

/// The state of a subscription.
#[values]
pub enum CommerceSubscriptionStatus {
    /// In order.
    Active,
    /// A payment was missed.
    PastDue,
    /// It will not be renewed.
    Canceled,
    /// It is over.
    Ended,
    /// It was given up before it began.
    Abandoned,
    /// It waits for its first payment.
    Incomplete,
}

/// What a subscription will be charged next.
#[object(closed)]
pub struct CommerceSubscriptionNextPayment {
    /// When, in milliseconds since the epoch.
    pub date: i64,
    /// The plans' fees, without what is charged for units; the whole sum is `totals.grand_total`.
    pub amount: CommerceMoneyResponse,
    /// What will be charged for units, such as seats.
    pub per_unit_totals: Option<Vec<CommercePerUnitTotal>>,
    /// How the sum comes about, without taxes and credits, which are not known yet.
    pub totals: Maybe<CommerceTotalsResponse>,
    /// When, in milliseconds since the epoch; the same as `date`.
    #[api(versions = "<=2025-04-10")]
    pub time: i64,
}
