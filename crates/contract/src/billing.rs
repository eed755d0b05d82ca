//! Billing: plans, prices, what is subscribed to, and what was paid for it.

use crate::list::operations;

mod adjust_credit_balance_request;
mod billing_payment_attempt;
mod billing_price_response;
mod billing_statement;
mod commerce_credit_balance_response;
mod commerce_credit_ledger_response;
mod commerce_discount_redemption_response;
mod commerce_money_response;
mod commerce_payer_response;
mod commerce_payer_type;
mod commerce_payment_method_response;
mod commerce_payment_source_response;
mod commerce_plan;
mod commerce_subscription;
mod commerce_subscription_item;
mod commerce_totals_response;
mod feature_response;
mod legacy_commerce_plan;
mod legacy_commerce_subscription_item;

pub use adjust_credit_balance_request::*;
pub use billing_payment_attempt::*;
pub use billing_price_response::*;
pub use billing_statement::*;
pub use commerce_credit_balance_response::*;
pub use commerce_credit_ledger_response::*;
pub use commerce_discount_redemption_response::*;
pub use commerce_money_response::*;
pub use commerce_payer_response::*;
pub use commerce_payer_type::*;
pub use commerce_payment_method_response::*;
pub use commerce_payment_source_response::*;
pub use commerce_plan::*;
pub use commerce_subscription::*;
pub use commerce_subscription_item::*;
pub use commerce_totals_response::*;
pub use feature_response::*;
pub use legacy_commerce_plan::*;
pub use legacy_commerce_subscription_item::*;

operations! {
    apply_billing_subscription_item_discount::ApplyBillingSubscriptionItemDiscount,
    cancel_commerce_subscription_item::CancelCommerceSubscriptionItem,
    create_billing_price::CreateBillingPrice,
    create_billing_price_transition::CreateBillingPriceTransition,
    extend_billing_subscription_item_free_trial::ExtendBillingSubscriptionItemFreeTrial,
    get_billing_price_list::GetBillingPriceList,
    get_billing_statement::GetBillingStatement,
    get_billing_statement_list::GetBillingStatementList,
    get_billing_statement_payment_attempts::GetBillingStatementPaymentAttempts,
    get_commerce_plan_list::GetCommercePlanList,
    get_commerce_subscription_item_list::GetCommerceSubscriptionItemList,
    remove_billing_subscription_item_discount::RemoveBillingSubscriptionItemDiscount,
}
