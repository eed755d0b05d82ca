use crate::{ClerkError, Maybe, Nullable, Text, object, values};

#[object(closed)]
pub struct VerificationAdmin {
    #[api(versions = "!2025-03-12", required = "none", values = "verification_admin")]
    pub object: Text,
    #[api(values = "verified")]
    pub status: Text,
    #[api(values = "admin")]
    pub strategy: Text,
    pub attempts: Nullable<i64>,
    pub expire_at: Nullable<i64>,
    pub verified_at_client: Maybe<String>,
}

#[object(closed)]
pub struct VerificationEmailLink {
    #[api(required = "none", values = "verification_email_link")]
    pub object: Text,
    #[api(values = "unverified verified failed expired")]
    pub status: VerificationStatus,
    #[api(values = "email_link")]
    pub strategy: Text,
    pub attempts: Nullable<i64>,
    pub expire_at: Nullable<i64>,
    pub verified_at_client: Maybe<String>,
}

#[object(closed)]
pub struct VerificationFromOauth {
    #[api(versions = "!2025-03-12", required = "none", values = "verification_from_oauth")]
    pub object: Text,
    #[api(values = "unverified verified")]
    pub status: VerificationStatus,
    #[api(pattern = r"^from_oauth_(?:(?:token_)|(?:custom_))?[a-z]+$")]
    pub strategy: String,
    pub error: Maybe<ClerkError>,
    pub expire_at: Nullable<i64>,
    pub attempts: Nullable<i64>,
    pub verified_at_client: Maybe<String>,
}

#[object(closed)]
pub struct VerificationGoogleOneTap {
    #[api(versions = "!2025-03-12", required = "none", values = "verification_google_one_tap")]
    pub object: Text,
    #[api(values = "unverified verified")]
    pub status: VerificationStatus,
    #[api(values = "google_one_tap")]
    pub strategy: Text,
    pub expire_at: Nullable<i64>,
    pub attempts: Nullable<i64>,
    pub verified_at_client: Maybe<String>,
    pub error: Maybe<ClerkError>,
}

#[object(closed)]
pub struct VerificationOauth {
    #[api(versions = "!2025-03-12", required = "none", values = "verification_oauth")]
    pub object: Text,
    #[api(values = "unverified verified failed expired transferable")]
    pub status: VerificationStatus,
    #[api(pattern = r"^oauth_(?:(?:token_)|(?:custom_))?[a-z]+$")]
    pub strategy: String,
    pub external_verification_redirect_url: Option<String>,
    pub error: Maybe<ClerkError>,
    pub expire_at: i64,
    pub attempts: Nullable<i64>,
    pub verified_at_client: Maybe<String>,
}

#[object(closed)]
pub struct VerificationOtp {
    #[api(versions = "!2025-03-12", required = "none", values = "verification_otp")]
    pub object: Text,
    #[api(values = "unverified verified failed expired")]
    pub status: VerificationStatus,
    #[api(values = "phone_code email_code reset_password_email_code")]
    pub strategy: Text,
    pub attempts: Nullable<i64>,
    pub expire_at: Nullable<i64>,
    #[api(versions = "!2025-03-12")]
    pub channel: Maybe<String>,
    pub verified_at_client: Maybe<String>,
}

#[object(closed)]
pub struct VerificationPasskey {
    #[api(versions = "!2025-03-12", required = "none", values = "verification_passkey")]
    pub object: Text,
    #[api(values = "verified")]
    pub status: Text,
    #[api(values = "passkey")]
    pub strategy: Text,
    #[api(values = "nonce")]
    pub nonce: Option<Text>,
    pub message: Maybe<String>,
    pub attempts: Nullable<i64>,
    pub expire_at: Nullable<i64>,
    pub verified_at_client: Maybe<String>,
}

#[object(closed)]
pub struct VerificationSaml {
    #[api(versions = "!2025-03-12", required = "none", values = "verification_saml")]
    pub object: Text,
    #[api(values = "unverified verified failed expired transferable")]
    pub status: VerificationStatus,
    #[api(values = "saml")]
    pub strategy: Text,
    #[api(required = "2025-03-12")]
    pub external_verification_redirect_url: Maybe<String>,
    pub error: Maybe<ClerkError>,
    #[api(required = "2025-03-12", nullable = "!2025-03-12")]
    pub expire_at: Maybe<i64>,
    pub attempts: Nullable<i64>,
    pub verified_at_client: Maybe<String>,
}

#[object(closed)]
pub struct VerificationScim {
    #[api(required = "none", values = "verification_scim")]
    pub object: Text,
    #[api(values = "verified")]
    pub status: Text,
    #[api(values = "scim")]
    pub strategy: Text,
    pub attempts: Nullable<i64>,
    pub expire_at: Nullable<i64>,
}

#[object(closed)]
pub struct VerificationTicket {
    #[api(versions = "!2025-03-12", required = "none", values = "verification_ticket")]
    pub object: Text,
    #[api(values = "unverified verified expired")]
    pub status: VerificationStatus,
    #[api(values = "ticket")]
    pub strategy: Text,
    pub attempts: Nullable<i64>,
    pub expire_at: Nullable<i64>,
    pub verified_at_client: Maybe<String>,
}

#[object(closed)]
pub struct VerificationWeb3 {
    #[api(versions = "!2025-03-12", required = "none", values = "verification_web3")]
    pub object: Text,
    #[api(values = "unverified verified failed expired")]
    pub status: VerificationStatus,
    #[api(
        values = "web3_metamask_signature web3_base_signature@!2025-03-12 web3_coinbase_wallet_signature web3_okx_wallet_signature web3_solana_signature@!2025-03-12"
    )]
    pub strategy: Text,
    pub nonce: Maybe<String>,
    pub message: Maybe<String>,
    pub attempts: Nullable<i64>,
    pub expire_at: Nullable<i64>,
    pub verified_at_client: Maybe<String>,
}

#[values]
pub enum VerificationStatus {
    Unverified,
    Verified,
    Failed,
    Expired,
    Transferable,
}
