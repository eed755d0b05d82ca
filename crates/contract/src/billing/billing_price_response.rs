use super::CommerceMoneyResponse;
use crate::{Maybe, Nullable, Text, object, values};

/// A price of a plan: the one that everybody pays, or one for some customers.
#[object(closed)]
pub struct BillingPriceResponse {
    /// Always `commerce_price`.
    #[api(values = "commerce_price")]
    pub object: Text,
    /// The price's id, `cprice_…`.
    pub id: String,
    /// Which plan it is a price of, `cplan_…`.
    pub plan_id: String,
    /// Which instance it belongs to, `ins_…`.
    pub instance_id: String,
    /// The currency's code, such as `USD`.
    pub currency: String,
    /// The currency's symbol, such as `$`.
    pub currency_symbol: String,
    /// What a month costs, in the smallest unit of the currency.
    pub amount: i64,
    /// What a month costs when a year is paid at once, in the smallest unit of the currency.
    pub annual_monthly_amount: i64,
    /// What a month costs; `null` when it cannot be paid by the month.
    pub fee: Nullable<CommerceMoneyResponse>,
    /// What a month costs when a year is paid at once; `null` when it cannot be paid by the year.
    pub annual_monthly_fee: Nullable<CommerceMoneyResponse>,
    /// What sets the price apart, for people.
    pub description: Maybe<String>,
    /// Whether it is the price that everybody pays.
    pub is_default: bool,
    /// When it was created, in milliseconds since the epoch.
    pub created_at: i64,
    /// Which periods can be paid for.
    pub supported_billing_periods: BillingPricePeriods,
}

/// The periods that a price can be paid for.
#[values]
pub enum BillingPricePeriods {
    /// A month at a time.
    Month,
    /// A year at a time.
    Annual,
    /// Either.
    Both,
}
