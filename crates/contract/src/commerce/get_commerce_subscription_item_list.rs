use crate::billing::{CommercePayerType, CommerceSubscriptionItem, CommerceSubscriptionItemFilter};
use crate::{Page, operation};

/// Lists what users and organizations are subscribed to, newest first.
#[operation(
    id = "GetCommerceSubscriptionItemList",
    get = "/commerce/subscription_items",
    tag = "Commerce",
    versions = "<=2025-04-10 !2025-03-12",
    returns = Page<CommerceSubscriptionItem>,
    errors = "400 401 422 500",
)]
pub struct GetCommerceSubscriptionItemList {
    /// Whether to answer an object with `data` and `total_count`, as is done in any case.
    #[api(query)]
    pub paginated: Option<bool>,
    /// How many objects to answer at most.
    #[api(query, default = "10", min = 1, max = 500)]
    pub limit: Option<i64>,
    /// How many objects to pass over from the start of the ordered list.
    #[api(query, default = "0", min = 0)]
    pub offset: Option<i64>,
    /// Keep items in this state.
    #[api(query)]
    pub status: Option<CommerceSubscriptionItemFilter>,
    /// Keep items of this kind of payer.
    #[api(query)]
    pub payer_type: Option<CommercePayerType>,
    /// Keep items of this plan, `cplan_…`.
    #[api(query)]
    pub plan_id: Option<String>,
    /// Whether to list the items of default plans as well, which every payer has who chose none.
    #[api(query, default = "false")]
    pub include_free: Option<bool>,
    /// Keep items of payers in whose name or e-mail address this text occurs.
    #[api(query)]
    pub query: Option<String>,
    /// Keep the items of this user, `user_…`.
    #[api(query)]
    pub user_id: Option<String>,
    /// Keep the items of this organization, `org_…`.
    #[api(query)]
    pub organization_id: Option<String>,
}
