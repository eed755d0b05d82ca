use super::CommercePaymentStatus;
use crate::{Maybe, Text, object, values};

/// What a payer pays with, in the shape from before 2025-11-10.
#[object(closed)]
pub struct CommercePaymentSourceResponse {
    /// Always `commerce_source`.
    #[api(values = "commerce_source")]
    pub object: Text,
    /// The payment source's id, `cps_…`.
    pub id: String,
    /// Whose it is, `cpayer_…`.
    pub payer_id: String,
    /// The kind of payment.
    pub payment_method: CommercePaymentSourceMethod,
    /// Whether the payer pays with it unless another one is chosen.
    pub is_default: Maybe<bool>,
    /// The payment processor, such as `stripe`.
    pub gateway: String,
    /// The payment processor's id of it.
    pub gateway_external_id: String,
    /// The account at the payment processor that the id belongs to.
    pub gateway_external_account_id: Maybe<String>,
    /// The last four digits of the card.
    pub last4: String,
    /// Whether it can be used.
    pub status: CommercePaymentStatus,
    /// The wallet that the card is kept in; empty without one.
    pub wallet_type: String,
    /// The brand of the card.
    pub card_type: String,
    /// The year in which the card runs out.
    pub expiry_year: Option<i64>,
    /// The month in which the card runs out.
    pub expiry_month: Option<i64>,
    /// When it was created, in milliseconds since the epoch.
    pub created_at: i64,
    /// When it was last changed, in milliseconds since the epoch.
    pub updated_at: i64,
    /// Whether the payer may remove it.
    pub is_removable: Maybe<bool>,
}

/// The kind of a payment, before 2025-11-10.
#[values]
pub enum CommercePaymentSourceMethod {
    /// With a card.
    Card,
    /// With Apple Pay.
    ApplePay,
    /// With Google Pay.
    GooglePay,
}
