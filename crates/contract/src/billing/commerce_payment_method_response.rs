use crate::{Maybe, Nullable, Text, object, values};

/// What a payer pays with.
#[object(closed)]
pub struct CommercePaymentMethodResponse {
    /// Always `commerce_payment_method`.
    #[api(values = "commerce_payment_method")]
    pub object: Text,
    /// The payment method's id, `cps_…`.
    pub id: String,
    /// Whose it is, `cpayer_…`.
    pub payer_id: String,
    /// The kind of payment.
    pub payment_type: CommercePaymentMethodType,
    /// Whether the payer pays with it unless another one is chosen.
    pub is_default: Option<bool>,
    /// The payment processor, such as `stripe`.
    pub gateway: String,
    /// The payment processor's id of it.
    pub gateway_external_id: String,
    /// The account at the payment processor that the id belongs to.
    pub gateway_external_account_id: Nullable<String>,
    /// The last four digits of the card; `null` unless it is one.
    pub last4: Nullable<String>,
    /// Whether it can be used.
    pub status: CommercePaymentStatus,
    /// The wallet that the card is kept in, if any.
    pub wallet_type: Maybe<String>,
    /// The brand of the card; `null` unless it is one.
    pub card_type: Nullable<String>,
    /// The year in which the card runs out.
    pub expiry_year: Maybe<i64>,
    /// The month in which the card runs out.
    pub expiry_month: Maybe<i64>,
    /// When it was created, in milliseconds since the epoch.
    pub created_at: Option<i64>,
    /// When it was last changed, in milliseconds since the epoch.
    pub updated_at: Option<i64>,
    /// Whether the payer may remove it.
    pub is_removable: Option<bool>,
}

/// The kind of a payment.
#[values]
pub enum CommercePaymentMethodType {
    /// With a card.
    Card,
    /// With Link, the wallet of Stripe.
    Link,
    /// With credit that the payer has.
    #[api(name = "payer-credits")]
    PayerCredits,
}

/// Whether something that a payer pays with can be used.
#[values]
pub enum CommercePaymentStatus {
    /// It can be used.
    Active,
    /// The payment processor does not know it any more.
    Disconnected,
}
