use crate::{object, values};

/// How to change a credit balance.
#[object(closed)]
pub struct AdjustCreditBalanceRequest {
    /// By how much, in the smallest unit of the currency, such as cents; more than 0.
    pub amount: i64,
    /// In which direction.
    pub action: AdjustCreditBalanceAction,
    /// The currency's code; `USD` when left out.
    pub currency: Option<String>,
    /// A key of your own for this change. Sent again, it changes nothing and answers the first entry.
    pub idempotency_key: String,
    /// Why, for whoever reads the entries later.
    pub note: Option<String>,
}

/// The direction in which a credit balance changes.
#[values]
pub enum AdjustCreditBalanceAction {
    /// Give credit.
    Increase,
    /// Take credit away; no more than there is.
    Decrease,
}
