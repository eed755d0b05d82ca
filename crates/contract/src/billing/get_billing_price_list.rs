use super::BillingPriceResponse;
use crate::{Page, operation};

/// Lists the prices of plans, cheapest first.
///
/// Of those that cost the same, the newest comes first. Prices for some customers are among them.
#[operation(
    id = "GetBillingPriceList",
    get = "/billing/prices",
    tag = "Billing",
    versions = ">=2025-11-10",
    returns = Page<BillingPriceResponse>,
    errors = "400 401 404 422 500",
    sdk(python = "billing.list_prices(...)"),
)]
pub struct GetBillingPriceList {
    /// Whether to answer an object with `data` and `total_count`, as is done in any case.
    #[api(query)]
    pub paginated: Option<bool>,
    /// How many objects to answer at most.
    #[api(query, default = "10", min = 1, max = 500)]
    pub limit: Option<i64>,
    /// How many objects to pass over from the start of the ordered list.
    #[api(query, default = "0", min = 0)]
    pub offset: Option<i64>,
    /// Keep the prices of this plan, `cplan_…`.
    #[api(query)]
    pub plan_id: Option<String>,
}
