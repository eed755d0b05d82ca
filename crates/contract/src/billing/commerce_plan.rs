use super::{CommerceMoneyResponse, FeatureResponse};
use crate::{Maybe, Nullable, Text, object};

/// Something to subscribe to: features, and what they cost.
#[object(closed)]
#[expect(clippy::struct_excessive_bools, reason = "they are independent of each other")]
pub struct CommercePlan {
    /// Always `commerce_plan`.
    #[api(values = "commerce_plan")]
    pub object: Text,
    /// The plan's id, `cplan_…`.
    pub id: String,
    /// The name to show.
    pub name: String,
    /// What a month costs; `null` when it cannot be paid by the month.
    pub fee: Nullable<CommerceMoneyResponse>,
    /// What a month costs when a year is paid at once; `null` when it cannot be paid by the year.
    pub annual_monthly_fee: Nullable<CommerceMoneyResponse>,
    /// What a year costs when it is paid at once; `null` when it cannot be paid by the year.
    pub annual_fee: Nullable<CommerceMoneyResponse>,
    /// What it is, for people; `null` when nobody wrote anything.
    #[api(nullable = ">=2025-11-10")]
    pub description: Nullable<String>,
    /// The product that it belongs to, `cprd_…`.
    #[api(deprecated = ">=2025-11-10")]
    pub product_id: String,
    /// Whether it is the one that payers have who chose none.
    pub is_default: bool,
    /// Whether it renews itself.
    pub is_recurring: bool,
    /// Whether it is offered to everybody.
    pub publicly_visible: bool,
    /// Whether it costs anything besides what is charged for units.
    pub has_base_fee: bool,
    /// Who can subscribe to it: `user` or `org`.
    pub for_payer_type: String,
    /// The name in URLs and in code.
    pub slug: String,
    /// Where the image is; `null` when none was uploaded.
    #[api(nullable = ">=2025-11-10")]
    pub avatar_url: Nullable<String>,
    /// What comes with it.
    #[api(required = "<=2025-04-10")]
    pub features: Option<Vec<FeatureResponse>>,
    /// Whether it can be tried out without paying.
    #[api(required = ">=2025-11-10")]
    pub free_trial_enabled: Option<bool>,
    /// How many days it can be tried out; `null` when it cannot.
    #[api(required = ">=2025-11-10")]
    pub free_trial_days: Maybe<i64>,
    /// What is charged for units, such as seats.
    #[api(versions = ">=2025-11-10")]
    pub unit_prices: Option<Vec<CommercePlanUnitPrice>>,
    /// What a month costs, in the smallest unit of the currency.
    #[api(versions = "<=2025-04-10")]
    pub amount: i64,
    /// What a month costs, to show.
    #[api(versions = "<=2025-04-10")]
    pub amount_formatted: String,
    /// What a month costs when a year is paid at once, in the smallest unit of the currency.
    #[api(versions = "<=2025-04-10")]
    pub annual_monthly_amount: i64,
    /// What a month costs when a year is paid at once, to show.
    #[api(versions = "<=2025-04-10")]
    pub annual_monthly_amount_formatted: String,
    /// What a year costs when it is paid at once, in the smallest unit of the currency.
    #[api(versions = "<=2025-04-10")]
    pub annual_amount: i64,
    /// What a year costs when it is paid at once, to show.
    #[api(versions = "<=2025-04-10")]
    pub annual_amount_formatted: String,
    /// The currency's symbol, such as `$`.
    #[api(versions = "<=2025-04-10")]
    pub currency_symbol: String,
    /// The currency's code, such as `USD`.
    #[api(versions = "<=2025-04-10")]
    pub currency: String,
    /// Who can subscribe to it: `user`, `org` or both.
    #[api(versions = "<=2025-04-10")]
    pub payer_type: Vec<String>,
    /// The unit of time that is paid for, such as `month`.
    #[api(versions = "<=2025-04-10")]
    pub period: Option<String>,
    /// How many such units are paid for at once.
    #[api(versions = "<=2025-04-10")]
    pub interval: Option<i64>,
}

/// What a plan charges for units, such as seats.
#[object(closed)]
pub struct CommercePlanUnitPrice {
    /// What is counted, such as `seats`.
    pub name: String,
    /// How many units are sold together.
    pub block_size: i64,
    /// What blocks cost, depending on how many there are.
    pub tiers: Vec<CommercePlanUnitPriceTier>,
}

/// What blocks of units cost from one number to another.
#[object(closed)]
pub struct CommercePlanUnitPriceTier {
    /// The first block that costs this.
    pub starts_at_block: i64,
    /// The last block that costs this; `null` for all that follow.
    pub ends_after_block: Maybe<i64>,
    /// What each block costs.
    pub fee_per_block: CommerceMoneyResponse,
}
