use super::{BillingPricePeriods, BillingPriceResponse};
use crate::{Maybe, Nullable, object, operation};

/// Creates a price of a plan that only some customers pay.
///
/// The one that everybody pays stays as it is. Nobody pays the new one until a subscription item is moved to it with
/// `CreateBillingPriceTransition`. The default plan can have no such price.
#[operation(
    id = "CreateBillingPrice",
    post = "/billing/prices",
    tag = "Billing",
    versions = ">=2025-11-10",
    returns = BillingPriceResponse,
    errors = "400 401 404 422 500",
    sdk(python = "billing.create_price(...)"),
)]
pub struct CreateBillingPrice {
    /// What to send.
    #[api(body)]
    pub body: CreateBillingPriceRequest,
}

/// The price to create.
#[object(closed)]
pub struct CreateBillingPriceRequest {
    /// The plan's id, `cplan_…`.
    pub plan_id: String,
    /// The currency's code.
    #[api(default = r#""USD""#)]
    pub currency: Option<String>,
    /// What a month costs, in the smallest unit of the currency: 0 for nothing, or else at least 100; `null` when it
    /// cannot be paid by the month.
    pub amount: Nullable<i64>,
    /// What a month costs when a year is paid at once: 0 for nothing, or else at least 100.
    pub annual_monthly_amount: Maybe<i64>,
    /// What sets the price apart, for people.
    pub description: Option<String>,
    /// Which periods can be paid for; when left out, those that an amount is given for.
    pub supported_billing_periods: Option<BillingPricePeriods>,
}
