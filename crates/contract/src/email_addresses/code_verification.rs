use crate::{Maybe, object};

/// The state of one code that was sent.
///
/// Preparing again makes another one; each is attempted by its own id.
#[object(closed)]
pub struct CodeVerification {
    /// Always `verification_otp`.
    #[api(required = "none")]
    pub object: String,
    /// The id to attempt it with.
    #[api(required = "none")]
    pub id: String,
    /// `unverified` until the right code is given, then `verified`; `failed` after too many wrong ones, `expired` when
    /// late.
    #[api(required = "none")]
    pub status: String,
    /// `email_code` or `phone_code`.
    #[api(required = "none")]
    pub strategy: String,
    /// How many wrong codes were given.
    pub attempts: Maybe<i64>,
    /// When the code stops working, in milliseconds since the epoch: ten minutes after it was sent.
    pub expire_at: Maybe<i64>,
    /// The way the code was sent: `sms` or `whatsapp`; `null` for e-mail.
    pub channel: Maybe<String>,
}
