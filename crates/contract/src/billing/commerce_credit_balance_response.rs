use super::CommerceMoneyResponse;
use crate::{Nullable, object};

/// The credit that a payer has.
#[object(closed)]
pub struct CommerceCreditBalanceResponse {
    /// Always `commerce_credit_balance`.
    pub object: String,
    /// How much it is; `null` when there never was any.
    pub balance: Nullable<CommerceMoneyResponse>,
}
