use serde_json::{Map, Value};

use super::{EnterpriseAccount, ExternalAccountWithVerification, Passkey, SamlAccount, ScimUserMetadata, Web3Wallet};
use crate::email_addresses::EmailAddress;
use crate::organization_memberships::OrganizationMembership;
use crate::phone_numbers::PhoneNumber;
use crate::{Maybe, Nullable, Text, object};

#[object(closed)]
pub struct User {
    pub id: String,
    #[api(values = "user")]
    pub object: Text,
    pub external_id: Nullable<String>,
    pub primary_email_address_id: Nullable<String>,
    pub primary_phone_number_id: Nullable<String>,
    pub primary_web3_wallet_id: Nullable<String>,
    pub username: Nullable<String>,
    pub first_name: Nullable<String>,
    pub last_name: Nullable<String>,
    #[api(versions = "!2025-03-12")]
    pub locale: Maybe<String>,
    #[api(deprecated)]
    pub profile_image_url: Option<String>,
    pub image_url: Option<String>,
    pub has_image: bool,
    pub public_metadata: Map<String, Value>,
    pub private_metadata: Maybe<Map<String, Value>>,
    pub unsafe_metadata: Option<Map<String, Value>>,
    pub email_addresses: Vec<EmailAddress>,
    pub phone_numbers: Vec<PhoneNumber>,
    pub web3_wallets: Vec<Web3Wallet>,
    pub passkeys: Vec<Passkey>,
    pub password_enabled: bool,
    pub two_factor_enabled: bool,
    pub totp_enabled: bool,
    pub backup_code_enabled: bool,
    pub mfa_enabled_at: Nullable<i64>,
    pub mfa_disabled_at: Nullable<i64>,
    #[api(versions = "!2025-03-12")]
    pub password_last_updated_at: Maybe<i64>,
    pub external_accounts: Vec<ExternalAccountWithVerification>,
    pub saml_accounts: Vec<SamlAccount>,
    #[api(versions = "!2025-03-12")]
    pub enterprise_accounts: Vec<EnterpriseAccount>,
    #[api(versions = "!2025-03-12")]
    pub organization_memberships: Option<Vec<OrganizationMembership>>,
    pub last_sign_in_at: Nullable<i64>,
    pub banned: bool,
    pub locked: bool,
    #[api(versions = "!2025-03-12")]
    pub deprovisioned: Option<bool>,
    pub lockout_expires_in_seconds: Nullable<i64>,
    pub verification_attempts_remaining: Nullable<i64>,
    pub updated_at: i64,
    pub created_at: i64,
    pub delete_self_enabled: bool,
    pub create_organization_enabled: bool,
    pub create_organizations_limit: Maybe<i64>,
    pub last_active_at: Nullable<i64>,
    pub legal_accepted_at: Nullable<i64>,
    #[api(versions = "!2025-03-12", default = "false")]
    pub bypass_client_trust: Option<bool>,
    #[api(versions = "!2025-03-12")]
    pub scim: Maybe<ScimUserMetadata>,
}
