use super::CommerceMoneyResponse;
use crate::{Maybe, Nullable, Text, object, values};

/// A discount, as it was applied to a subscription item.
#[object(closed)]
pub struct CommerceDiscountRedemptionResponse {
    /// Always `commerce_discount_redemption`.
    #[api(values = "commerce_discount_redemption")]
    pub object: Text,
    /// The id of this object, `cdr_…`.
    pub id: String,
    /// What it was applied to, `subi_…`.
    pub subscription_item_id: String,
    /// The discount, `cdisc_…`.
    pub discount_id: String,
    /// The discount's name, to show.
    pub name: Option<String>,
    /// How the payer came by it.
    pub source: CommerceDiscountRedemptionSource,
    /// The code that was entered, if any.
    pub promo_code: Option<String>,
    /// How it is reckoned, as it was when the discount was applied.
    pub effect: Option<CommerceDiscountRedemptionEffect>,
    /// How many per cent are taken off; only with the effect `percentage`.
    pub percent_off: Maybe<f64>,
    /// How much money is taken off; only with the effect `fixed_amount`.
    pub amount_off: Maybe<CommerceMoneyResponse>,
    /// What it will take off the next payment, in money; only when there is a next one.
    pub amount: Maybe<CommerceMoneyResponse>,
    /// For how many more payments it counts; `null` for all to come.
    pub cycles_remaining: Nullable<i64>,
    /// For how many payments it has counted.
    pub cycles_applied: i64,
    /// Whether it counts.
    pub status: Option<CommerceDiscountRedemptionStatus>,
    /// When it was applied, in milliseconds since the epoch.
    pub redeemed_at: i64,
    /// Who applied it; `null` when that is not known.
    pub redeemed_by: Nullable<String>,
}

/// How a payer came by a discount.
#[values]
pub enum CommerceDiscountRedemptionSource {
    /// It was offered to everybody.
    Promotion,
    /// The application applied it.
    Manual,
    /// The payer entered a code.
    PromoCode,
}

/// How a discount is reckoned.
#[values]
pub enum CommerceDiscountRedemptionEffect {
    /// A share of the price.
    Percentage,
    /// The same sum from every price.
    FixedAmount,
}

/// Whether a discount counts.
#[values]
pub enum CommerceDiscountRedemptionStatus {
    /// It counts.
    Active,
    /// It has counted as often as it may.
    Exhausted,
    /// It was taken away, or another took its place.
    Removed,
}
