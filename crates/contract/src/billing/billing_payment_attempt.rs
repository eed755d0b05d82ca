use serde_json::{Map, Value};

use super::{CommerceMoneyResponse, CommercePayerResponse, CommercePaymentMethodResponse, CommerceTotalsResponse};
use crate::{Maybe, Nullable, Text, object, values};

/// An attempt to collect a payment.
#[object(closed)]
pub struct BillingPaymentAttempt {
    /// Always `commerce_payment`.
    #[api(values = "commerce_payment")]
    pub object: Text,
    /// The attempt's id, `pa_…`.
    pub id: String,
    /// Which payment it is an attempt at, `cpa_…`.
    pub payment_id: String,
    /// Which instance it belongs to, `ins_…`.
    pub instance_id: String,
    /// What occasioned it: `checkout` or `recurring`.
    pub charge_type: String,
    /// Who gets the money, `cpayee_…`.
    pub payee_id: String,
    /// Who gets the money, whole.
    pub payee: Map<String, Value>,
    /// Who pays, `cpayer_…`.
    pub payer_id: String,
    /// Who pays, whole.
    pub payer: CommercePayerResponse,
    /// What is paid for, `subi_…`.
    pub subscription_item_id: Option<String>,
    /// What is paid for, whole.
    pub subscription_item: Option<Map<String, Value>>,
    /// How much it is.
    pub amount: CommerceMoneyResponse,
    /// How the amount comes about.
    pub totals: Maybe<CommerceTotalsResponse>,
    /// What it is paid with, `cps_…`.
    pub payment_method_id: String,
    /// What it is paid with, whole.
    pub payment_method: CommercePaymentMethodResponse,
    /// The statement that lists it, `stmt_…`.
    pub statement_id: String,
    /// The payment processor's id of it; `null` before it has one.
    pub gateway_external_id: Nullable<String>,
    /// Where the payment processor shows it; `null` before it does.
    pub gateway_external_url: Nullable<String>,
    /// How far it is, or how it ended.
    pub status: BillingPaymentAttemptStatus,
    /// When the money was collected, in milliseconds since the epoch; `null` unless it was.
    pub paid_at: Nullable<i64>,
    /// When it failed, in milliseconds since the epoch; `null` unless it did.
    pub failed_at: Nullable<i64>,
    /// When it was created, in milliseconds since the epoch.
    pub created_at: i64,
    /// When it was last changed, in milliseconds since the epoch.
    pub updated_at: i64,
}

/// How far an attempt to collect a payment is, or how it ended.
#[values]
pub enum BillingPaymentAttemptStatus {
    /// Under way.
    Pending,
    /// The money was collected.
    Paid,
    /// The money was not collected.
    Failed,
}
