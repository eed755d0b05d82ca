use super::{BillingPaymentAttempt, CommerceMoneyResponse, CommercePayerResponse};
use crate::{Text, object, values};

/// What a payer was charged in some time, and how it was paid.
#[object(closed)]
pub struct BillingStatement {
    /// Always `commerce_statement`.
    #[api(values = "commerce_statement")]
    pub object: Text,
    /// The statement's id, `stmt_…`.
    pub id: String,
    /// Which instance it belongs to, `ins_…`.
    pub instance_id: String,
    /// When it was created, in milliseconds since the epoch.
    pub timestamp: i64,
    /// Who pays.
    pub payer: CommercePayerResponse,
    /// Whether more can be added to it.
    pub status: BillingStatementStatus,
    /// The sums.
    pub totals: BillingStatementTotals,
    /// The attempts to collect the money, day by day.
    pub groups: Vec<BillingStatementGroup>,
}

/// Whether more can be added to a statement.
#[values]
pub enum BillingStatementStatus {
    /// Charges are still added.
    Open,
    /// It is final.
    Closed,
}

/// The sums of a statement.
#[object]
pub struct BillingStatementTotals {
    /// All of it, with taxes.
    pub grand_total: CommerceMoneyResponse,
    /// All of it, without taxes: the base fee and what is charged for units.
    pub subtotal: CommerceMoneyResponse,
    /// The plan's fee, without what is charged for units.
    pub base_fee: CommerceMoneyResponse,
    /// The taxes.
    pub tax_total: CommerceMoneyResponse,
}

/// The attempts of one day to collect the money of a statement.
#[object]
pub struct BillingStatementGroup {
    /// Always `commerce_statement_group`.
    #[api(values = "commerce_statement_group")]
    pub object: Text,
    /// The day, in milliseconds since the epoch.
    pub timestamp: i64,
    /// The attempts.
    pub items: Vec<BillingPaymentAttempt>,
}
