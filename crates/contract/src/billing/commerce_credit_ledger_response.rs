use super::CommerceMoneyResponse;
use crate::{Maybe, object};

/// An entry that says how a credit balance changed.
#[object(closed)]
pub struct CommerceCreditLedgerResponse {
    /// Always `commerce_credit_ledger`.
    pub object: String,
    /// The entry's id, `ccl_…`.
    pub id: String,
    /// Whose balance changed, `cpayer_…`.
    pub payer_id: String,
    /// By how much; less than 0 when credit was taken away.
    pub amount: CommerceMoneyResponse,
    /// What kind of thing changed it; `grant` for a change by this API.
    pub source_type: String,
    /// The id of what changed it.
    pub source_id: String,
    /// Why, if anybody wrote it down.
    pub note: Maybe<String>,
    /// When it changed, in RFC 3339, unlike other times of the API.
    #[api(format = "date-time")]
    pub created_at: String,
}
