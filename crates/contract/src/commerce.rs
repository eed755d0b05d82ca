//! The operations of billing that were called commerce before 2025-11-10.

use crate::list::operations;

operations! {
    cancel_commerce_subscription_item::CancelCommerceSubscriptionItem,
    get_commerce_plan_list::GetCommercePlanList,
    get_commerce_subscription_item_list::GetCommerceSubscriptionItemList,
}
