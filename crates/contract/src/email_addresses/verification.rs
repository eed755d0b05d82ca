use crate::{ClerkError, Maybe, Nullable, Text, object, values};

/// Verified by decision of the application, with nothing asked.
#[object(closed)]
pub struct VerificationAdmin {
    /// Always `verification_admin`.
    #[api(versions = "!2025-03-12", required = "none", values = "verification_admin")]
    pub object: Text,
    /// Always `verified`.
    #[api(values = "verified")]
    pub status: Text,
    /// The method that was used.
    #[api(values = "admin")]
    pub strategy: Text,
    /// How many wrong answers were given; `null` where nothing is asked.
    pub attempts: Nullable<i64>,
    /// Until when it can be completed, in milliseconds since the epoch; `null` for no limit.
    pub expire_at: Nullable<i64>,
    /// The client on which it was completed.
    pub verified_at_client: Maybe<String>,
}

/// Verified by following a link that was sent.
#[object(closed)]
pub struct VerificationEmailLink {
    /// Always `verification_email_link`.
    #[api(required = "none", values = "verification_email_link")]
    pub object: Text,
    /// How far it got.
    #[api(values = "unverified verified failed expired")]
    pub status: VerificationStatus,
    /// The method that was used.
    #[api(values = "email_link")]
    pub strategy: Text,
    /// How many wrong answers were given; `null` where nothing is asked.
    pub attempts: Nullable<i64>,
    /// Until when it can be completed, in milliseconds since the epoch; `null` for no limit.
    pub expire_at: Nullable<i64>,
    /// The client on which it was completed.
    pub verified_at_client: Maybe<String>,
}

/// Taken over as verified from an account at an OAuth provider.
#[object(closed)]
pub struct VerificationFromOauth {
    /// Always `verification_from_oauth`.
    #[api(versions = "!2025-03-12", required = "none", values = "verification_from_oauth")]
    pub object: Text,
    /// How far it got.
    #[api(values = "unverified verified")]
    pub status: VerificationStatus,
    /// The provider, as `from_oauth_google`.
    #[api(pattern = r"^from_oauth_(?:(?:token_)|(?:custom_))?[a-z]+$")]
    pub strategy: String,
    /// Why the provider refused, if it did.
    pub error: Maybe<ClerkError>,
    /// Until when it can be completed, in milliseconds since the epoch; `null` for no limit.
    pub expire_at: Nullable<i64>,
    /// How many wrong answers were given; `null` where nothing is asked.
    pub attempts: Nullable<i64>,
    /// The client on which it was completed.
    pub verified_at_client: Maybe<String>,
}

/// Verified by Google One Tap.
#[object(closed)]
pub struct VerificationGoogleOneTap {
    /// Always `verification_google_one_tap`.
    #[api(versions = "!2025-03-12", required = "none", values = "verification_google_one_tap")]
    pub object: Text,
    /// How far it got.
    #[api(values = "unverified verified")]
    pub status: VerificationStatus,
    /// The method that was used.
    #[api(values = "google_one_tap")]
    pub strategy: Text,
    /// Until when it can be completed, in milliseconds since the epoch; `null` for no limit.
    pub expire_at: Nullable<i64>,
    /// How many wrong answers were given; `null` where nothing is asked.
    pub attempts: Nullable<i64>,
    /// The client on which it was completed.
    pub verified_at_client: Maybe<String>,
    /// Why the provider refused, if it did.
    pub error: Maybe<ClerkError>,
}

/// Verified by signing in at an OAuth provider.
#[object(closed)]
pub struct VerificationOauth {
    /// Always `verification_oauth`.
    #[api(versions = "!2025-03-12", required = "none", values = "verification_oauth")]
    pub object: Text,
    /// How far it got.
    #[api(values = "unverified verified failed expired transferable")]
    pub status: VerificationStatus,
    /// The provider, as `oauth_google`.
    #[api(pattern = r"^oauth_(?:(?:token_)|(?:custom_))?[a-z]+$")]
    pub strategy: String,
    /// Where the person has to go to complete it.
    pub external_verification_redirect_url: Option<String>,
    /// Why the provider refused, if it did.
    pub error: Maybe<ClerkError>,
    /// Until when it can be completed, in milliseconds since the epoch; `null` for no limit.
    pub expire_at: i64,
    /// How many wrong answers were given; `null` where nothing is asked.
    pub attempts: Nullable<i64>,
    /// The client on which it was completed.
    pub verified_at_client: Maybe<String>,
}

/// Verified by a code that was sent.
#[object(closed)]
pub struct VerificationOtp {
    /// Always `verification_otp`.
    #[api(versions = "!2025-03-12", required = "none", values = "verification_otp")]
    pub object: Text,
    /// How far it got.
    #[api(values = "unverified verified failed expired")]
    pub status: VerificationStatus,
    /// The method that was used.
    #[api(values = "phone_code email_code reset_password_email_code")]
    pub strategy: Text,
    /// How many wrong answers were given; `null` where nothing is asked.
    pub attempts: Nullable<i64>,
    /// Until when it can be completed, in milliseconds since the epoch; `null` for no limit.
    pub expire_at: Nullable<i64>,
    /// The way the code was sent: `sms` or `whatsapp`; `null` for e-mail.
    #[api(versions = "!2025-03-12")]
    pub channel: Maybe<String>,
    /// The client on which it was completed.
    pub verified_at_client: Maybe<String>,
}

/// Verified by a passkey.
#[object(closed)]
pub struct VerificationPasskey {
    /// Always `verification_passkey`.
    #[api(versions = "!2025-03-12", required = "none", values = "verification_passkey")]
    pub object: Text,
    /// Always `verified`.
    #[api(values = "verified")]
    pub status: Text,
    /// The method that was used.
    #[api(values = "passkey")]
    pub strategy: Text,
    /// The value that has to be signed.
    #[api(values = "nonce")]
    pub nonce: Option<Text>,
    /// The text that has to be signed.
    pub message: Maybe<String>,
    /// How many wrong answers were given; `null` where nothing is asked.
    pub attempts: Nullable<i64>,
    /// Until when it can be completed, in milliseconds since the epoch; `null` for no limit.
    pub expire_at: Nullable<i64>,
    /// The client on which it was completed.
    pub verified_at_client: Maybe<String>,
}

/// Verified by a SAML identity provider.
#[object(closed)]
pub struct VerificationSaml {
    /// Always `verification_saml`.
    #[api(versions = "!2025-03-12", required = "none", values = "verification_saml")]
    pub object: Text,
    /// How far it got.
    #[api(values = "unverified verified failed expired transferable")]
    pub status: VerificationStatus,
    /// The method that was used.
    #[api(values = "saml")]
    pub strategy: Text,
    /// Where the person has to go to complete it.
    #[api(required = "2025-03-12")]
    pub external_verification_redirect_url: Maybe<String>,
    /// Why the provider refused, if it did.
    pub error: Maybe<ClerkError>,
    /// Until when it can be completed, in milliseconds since the epoch; `null` for no limit.
    #[api(required = "2025-03-12", nullable = "!2025-03-12")]
    pub expire_at: Maybe<i64>,
    /// How many wrong answers were given; `null` where nothing is asked.
    pub attempts: Nullable<i64>,
    /// The client on which it was completed.
    pub verified_at_client: Maybe<String>,
}

/// Verified because a directory manages the user.
#[object(closed)]
pub struct VerificationScim {
    /// Always `verification_scim`.
    #[api(required = "none", values = "verification_scim")]
    pub object: Text,
    /// Always `verified`.
    #[api(values = "verified")]
    pub status: Text,
    /// The method that was used.
    #[api(values = "scim")]
    pub strategy: Text,
    /// How many wrong answers were given; `null` where nothing is asked.
    pub attempts: Nullable<i64>,
    /// Until when it can be completed, in milliseconds since the epoch; `null` for no limit.
    pub expire_at: Nullable<i64>,
}

/// Verified by following a link with a ticket, such as an invitation.
#[object(closed)]
pub struct VerificationTicket {
    /// Always `verification_ticket`.
    #[api(versions = "!2025-03-12", required = "none", values = "verification_ticket")]
    pub object: Text,
    /// How far it got.
    #[api(values = "unverified verified expired")]
    pub status: VerificationStatus,
    /// The method that was used.
    #[api(values = "ticket")]
    pub strategy: Text,
    /// How many wrong answers were given; `null` where nothing is asked.
    pub attempts: Nullable<i64>,
    /// Until when it can be completed, in milliseconds since the epoch; `null` for no limit.
    pub expire_at: Nullable<i64>,
    /// The client on which it was completed.
    pub verified_at_client: Maybe<String>,
}

/// Verified by a signature of the wallet.
#[object(closed)]
pub struct VerificationWeb3 {
    /// Always `verification_web3`.
    #[api(versions = "!2025-03-12", required = "none", values = "verification_web3")]
    pub object: Text,
    /// How far it got.
    #[api(values = "unverified verified failed expired")]
    pub status: VerificationStatus,
    #[api(values = "web3_metamask_signature web3_base_signature@!2025-03-12 web3_coinbase_wallet_signature \
                  web3_okx_wallet_signature web3_solana_signature@!2025-03-12")]
    /// The method that was used.
    pub strategy: Text,
    /// The value that has to be signed.
    pub nonce: Maybe<String>,
    /// The text that has to be signed.
    pub message: Maybe<String>,
    /// How many wrong answers were given; `null` where nothing is asked.
    pub attempts: Nullable<i64>,
    /// Until when it can be completed, in milliseconds since the epoch; `null` for no limit.
    pub expire_at: Nullable<i64>,
    /// The client on which it was completed.
    pub verified_at_client: Maybe<String>,
}

/// How far a verification got.
#[values]
pub enum VerificationStatus {
    /// Not completed yet.
    Unverified,
    /// Completed.
    Verified,
    /// Given up after too many wrong attempts.
    Failed,
    /// Not completed in time.
    Expired,
    /// Completed, but for an account that another user has or nobody has yet.
    Transferable,
}
