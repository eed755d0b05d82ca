use serde_json::{Map, Value};

use super::{EnterpriseAccount, ExternalAccountWithVerification, Passkey, SamlAccount, ScimUserMetadata, Web3Wallet};
use crate::email_addresses::EmailAddress;
use crate::organization_memberships::OrganizationMembership;
use crate::phone_numbers::PhoneNumber;
use crate::{Maybe, Nullable, Text, object};

/// A person who can sign in.
#[object(closed)]
#[expect(clippy::struct_excessive_bools, reason = "they are independent of each other")]
pub struct User {
    /// The user's id, `user_…`.
    pub id: String,
    /// Always `user`.
    #[api(values = "user")]
    pub object: Text,
    /// Your own id of the user.
    pub external_id: Nullable<String>,
    /// Which of `email_addresses` is the primary one.
    pub primary_email_address_id: Nullable<String>,
    /// Which of `phone_numbers` is the primary one.
    pub primary_phone_number_id: Nullable<String>,
    /// Which of `web3_wallets` is the primary one.
    pub primary_web3_wallet_id: Nullable<String>,
    /// A name to sign in with, unique in any case.
    pub username: Nullable<String>,
    /// The given name.
    pub first_name: Nullable<String>,
    /// The family name.
    pub last_name: Nullable<String>,
    /// The language and region to address the user in, as a BCP 47 tag.
    #[api(versions = "!2025-03-12")]
    pub locale: Maybe<String>,
    /// Where the image is.
    ///
    /// Use `image_url` instead.
    #[api(deprecated)]
    pub profile_image_url: Option<String>,
    /// Where the image is; a generated one where none was uploaded.
    pub image_url: Option<String>,
    /// Whether an image was uploaded; otherwise `image_url` leads to a generated one.
    pub has_image: bool,
    /// Data that front ends may read and only the Backend API may write.
    pub public_metadata: Map<String, Value>,
    /// Data that only the Backend API sees.
    pub private_metadata: Maybe<Map<String, Value>>,
    /// Data that the user may read and write from the front end; not to be trusted.
    pub unsafe_metadata: Option<Map<String, Value>>,
    /// All e-mail addresses, the verified and the others.
    pub email_addresses: Vec<EmailAddress>,
    /// All phone numbers, the verified and the others.
    pub phone_numbers: Vec<PhoneNumber>,
    /// All wallets.
    pub web3_wallets: Vec<Web3Wallet>,
    /// All passkeys.
    pub passkeys: Vec<Passkey>,
    /// Whether there is a password.
    pub password_enabled: bool,
    /// Whether signing in takes a second factor: an authenticator app, or a phone number reserved for it.
    pub two_factor_enabled: bool,
    /// Whether an authenticator app is set up.
    pub totp_enabled: bool,
    /// Whether there are backup codes.
    pub backup_code_enabled: bool,
    /// When the first second factor was set up, in milliseconds since the epoch.
    pub mfa_enabled_at: Nullable<i64>,
    /// When the last second factor was removed, in milliseconds since the epoch.
    pub mfa_disabled_at: Nullable<i64>,
    /// When the password was last set, in milliseconds since the epoch.
    #[api(versions = "!2025-03-12")]
    pub password_last_updated_at: Maybe<i64>,
    /// The connected accounts at other providers.
    pub external_accounts: Vec<ExternalAccountWithVerification>,
    /// The accounts at SAML identity providers.
    pub saml_accounts: Vec<SamlAccount>,
    /// The accounts at companies' identity providers.
    #[api(versions = "!2025-03-12")]
    pub enterprise_accounts: Vec<EnterpriseAccount>,
    /// The memberships in organizations, where an answer includes them.
    #[api(versions = "!2025-03-12")]
    pub organization_memberships: Option<Vec<OrganizationMembership>>,
    /// When the user last signed in, in milliseconds since the epoch.
    pub last_sign_in_at: Nullable<i64>,
    /// Whether the user is kept from signing in for good.
    pub banned: bool,
    /// Whether the user is kept from signing in for a time.
    pub locked: bool,
    /// Whether the directory that manages the user has taken them out.
    #[api(versions = "!2025-03-12")]
    pub deprovisioned: Option<bool>,
    /// How many seconds the lock still lasts; `null` without a lock, or for one without end.
    pub lockout_expires_in_seconds: Nullable<i64>,
    /// How many more wrong attempts lock the user; `null` where nothing locks.
    pub verification_attempts_remaining: Nullable<i64>,
    /// When it was last changed, in milliseconds since the epoch.
    pub updated_at: i64,
    /// When it was created, in milliseconds since the epoch.
    pub created_at: i64,
    /// Whether the user may delete their own account.
    pub delete_self_enabled: bool,
    /// Whether the user may create organizations.
    pub create_organization_enabled: bool,
    /// How many organizations the user may create; 0 for any number, `null` for what the instance says.
    pub create_organizations_limit: Maybe<i64>,
    /// The day on which the user was last active, in milliseconds since the epoch.
    pub last_active_at: Nullable<i64>,
    /// When the user agreed to the terms, in milliseconds since the epoch.
    pub legal_accepted_at: Nullable<i64>,
    /// Whether the user is spared the extra check on a device that was not seen before.
    #[api(versions = "!2025-03-12", default = "false")]
    pub bypass_client_trust: Option<bool>,
    /// The directory that manages the user, if any.
    #[api(versions = "!2025-03-12")]
    pub scim: Maybe<ScimUserMetadata>,
}
