use super::CommerceMoneyResponse;
use crate::{Maybe, Nullable, object};

/// How a sum comes about.
#[object(closed)]
pub struct CommerceTotalsResponse {
    /// All of it, without taxes.
    pub subtotal: CommerceMoneyResponse,
    /// The plan's fee, without what is charged for units.
    pub base_fee: CommerceMoneyResponse,
    /// The taxes.
    pub tax_total: CommerceMoneyResponse,
    /// All of it, with taxes.
    pub grand_total: CommerceMoneyResponse,
    /// What is charged for units, such as seats.
    pub per_unit_totals: Option<Vec<CommercePerUnitTotal>>,
    /// What is credited.
    pub credits: Maybe<CommerceCreditsResponse>,
    /// What is taken off.
    pub discounts: Maybe<CommerceDiscountsResponse>,
}

/// What is charged for units, such as seats.
#[object(closed)]
pub struct CommercePerUnitTotal {
    /// What is counted, such as `seats`.
    pub name: String,
    /// How many units are sold together.
    pub block_size: i64,
    /// What they cost, tier by tier.
    pub tiers: Vec<CommercePerUnitTotalTier>,
}

/// What the units of one tier cost.
#[object(closed)]
pub struct CommercePerUnitTotalTier {
    /// How many units of the tier are charged; `null` for any number.
    pub quantity: Maybe<i64>,
    /// What each block costs.
    pub fee_per_block: CommerceMoneyResponse,
    /// What all of them cost.
    pub total: CommerceMoneyResponse,
}

/// What is credited, and why.
#[object(closed)]
pub struct CommerceCreditsResponse {
    /// For the rest of a time that was paid for; `null` when there is none.
    pub proration: Nullable<CommerceProrationCreditDetailResponse>,
    /// From the credit that the payer has; `null` when there is none.
    pub payer: Nullable<CommercePayerCreditResponse>,
    /// All of it.
    pub total: CommerceMoneyResponse,
}

/// What is credited for the rest of a time that was paid for.
#[object(closed)]
pub struct CommerceProrationCreditDetailResponse {
    /// How much it is.
    pub amount: CommerceMoneyResponse,
    /// How many days were left.
    pub cycle_days_remaining: i64,
    /// How many days there were.
    pub cycle_days_total: i64,
    /// How much of the time was left, in per cent.
    pub cycle_remaining_percent: f64,
}

/// What is taken from the credit that a payer has.
#[object(closed)]
pub struct CommercePayerCreditResponse {
    /// What is left of it.
    pub remaining_balance: CommerceMoneyResponse,
    /// What is taken.
    pub applied_amount: CommerceMoneyResponse,
}

/// What is taken off, and why.
#[object(closed)]
pub struct CommerceDiscountsResponse {
    /// For time that had passed already; `null` when there is none.
    pub proration: Nullable<CommerceProrationDiscountResponse>,
    /// All of it.
    pub total: CommerceMoneyResponse,
}

/// What is taken off for time that had passed already.
#[object(closed)]
pub struct CommerceProrationDiscountResponse {
    /// How much it is.
    pub amount: CommerceMoneyResponse,
    /// How many days had passed.
    pub cycle_days_passed: i64,
    /// How many days there are.
    pub cycle_days_total: i64,
    /// How much of the time had passed, in per cent.
    pub cycle_passed_percent: f64,
}
