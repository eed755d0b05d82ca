use crate::object;

/// A sum of money.
#[object(closed)]
pub struct CommerceMoneyResponse {
    /// How much, in the smallest unit of the currency: 1000 are ten dollars.
    pub amount: i64,
    /// How much, to show, such as `$10.00`.
    pub amount_formatted: String,
    /// The currency's code, such as `USD`.
    pub currency: String,
    /// The currency's symbol, such as `$`.
    pub currency_symbol: String,
}
