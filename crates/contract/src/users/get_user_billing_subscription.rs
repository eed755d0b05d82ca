use crate::billing::CommerceSubscription;
use crate::operation;

/// Retrieves what a user is subscribed to.
///
/// There is one subscription a user, with an item for each of their plans.
#[operation(
    id = "GetUserBillingSubscription",
    get = "/users/{user_id}/billing/subscription",
    tag = "Users",
    tag = "Billing",
    versions = ">=2025-04-10",
    returns = CommerceSubscription,
    errors = "400 401 403 404 422 500",
    sdk(js = "billing.getUserBillingSubscription(userId)", python = "users.get_billing_subscription(...)"),
)]
pub struct GetUserBillingSubscription {
    /// The user's id, `user_…`.
    #[api(path)]
    pub user_id: String,
}
