use super::CommerceMoneyResponse;
use crate::{Maybe, Nullable, Text, object};

/// Something to subscribe to, in the answers that kept the shape from before 2025-11-10.
#[object(closed)]
#[expect(clippy::struct_excessive_bools, reason = "they are independent of each other")]
pub struct LegacyCommercePlan {
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
    /// What a month costs, in the smallest unit of the currency.
    pub amount: i64,
    /// What a month costs, to show.
    pub amount_formatted: String,
    /// What a month costs when a year is paid at once, in the smallest unit of the currency.
    pub annual_monthly_amount: i64,
    /// What a month costs when a year is paid at once, to show.
    pub annual_monthly_amount_formatted: String,
    /// What a year costs when it is paid at once, in the smallest unit of the currency.
    pub annual_amount: i64,
    /// What a year costs when it is paid at once, to show.
    pub annual_amount_formatted: String,
    /// The currency's symbol, such as `$`.
    pub currency_symbol: String,
    /// The currency's code, such as `USD`.
    pub currency: String,
    /// What it is, for people; empty when nobody wrote anything.
    pub description: String,
    /// The product that it belongs to, `cprd_…`.
    pub product_id: String,
    /// Whether it is the one that payers have who chose none.
    pub is_default: bool,
    /// Whether it renews itself.
    pub is_recurring: bool,
    /// Whether it is offered to everybody.
    pub publicly_visible: bool,
    /// Whether it costs anything besides what is charged for units.
    pub has_base_fee: bool,
    /// Who can subscribe to it: `user`, `org` or both.
    pub payer_type: Vec<String>,
    /// Who can subscribe to it: `user` or `org`.
    pub for_payer_type: String,
    /// The name in URLs and in code.
    pub slug: String,
    /// Where the image is; empty when none was uploaded.
    pub avatar_url: String,
    /// The unit of time that is paid for, such as `month`.
    pub period: Option<String>,
    /// How many such units are paid for at once.
    pub interval: Option<i64>,
    /// What comes with it.
    pub features: Vec<LegacyFeatureResponse>,
    /// Whether it can be tried out without paying.
    pub free_trial_enabled: Option<bool>,
    /// How many days it can be tried out; `null` when it cannot.
    pub free_trial_days: Maybe<i64>,
}

/// Something that a plan contains, in the answers that kept the shape from before 2025-11-10.
#[object(closed)]
pub struct LegacyFeatureResponse {
    /// Always `feature`.
    #[api(values = "feature")]
    pub object: Text,
    /// The feature's id.
    pub id: String,
    /// The name to show.
    pub name: String,
    /// What it is, for people; empty when nobody wrote anything.
    pub description: String,
    /// The name that code asks for.
    pub slug: String,
    /// Where the image is; empty when none was uploaded.
    pub avatar_url: String,
}
