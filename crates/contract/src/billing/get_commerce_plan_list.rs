use super::{CommercePayerType, CommercePlan};
use crate::{Page, operation};

/// Lists plans, newest first.
///
/// Free ones and those that are not offered to everybody are among them.
#[operation(
    id = "GetCommercePlanList",
    get = "/billing/plans",
    tag = "Billing",
    versions = ">=2025-11-10",
    returns = Page<CommercePlan>,
    errors = "400 401 422 500",
    sdk(js = "billing.getPlanList({ ... })", python = "billing.list_plans(...)", go = "billing.ListPlans"),
)]
pub struct GetCommercePlanList {
    /// Whether to answer an object with `data` and `total_count`, as is done in any case.
    #[api(query)]
    pub paginated: Option<bool>,
    /// How many objects to answer at most.
    #[api(query, default = "10", min = 1, max = 500)]
    pub limit: Option<i64>,
    /// How many objects to pass over from the start of the ordered list.
    #[api(query, default = "0", min = 0)]
    pub offset: Option<i64>,
    /// Keep plans for this kind of payer.
    #[api(query)]
    pub payer_type: Option<CommercePayerType>,
}
