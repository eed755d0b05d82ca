//! What is stored of a user.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};

fn is_false(flag: &bool) -> bool {
    !flag
}

/// A user, as the column `data` holds it. Times are milliseconds since the epoch; what is empty
/// takes no room.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(default)]
#[expect(clippy::struct_excessive_bools, reason = "each is a state of its own in the API")]
pub struct User {
    /// `user_…`.
    pub id: String,
    /// When it was created; may be rewritten on import.
    pub created_at: i64,
    /// When anything about it last changed.
    pub updated_at: i64,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub last_active_at: Option<i64>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub last_sign_in_at: Option<i64>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub external_id: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub username: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub first_name: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub last_name: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub locale: Option<String>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub email_addresses: Vec<EmailAddress>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub primary_email_address_id: Option<String>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub phone_numbers: Vec<PhoneNumber>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub primary_phone_number_id: Option<String>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub web3_wallets: Vec<Web3Wallet>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub primary_web3_wallet_id: Option<String>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub passkeys: Vec<Passkey>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub external_accounts: Vec<ExternalAccount>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub password: Option<StoredPassword>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub password_last_updated_at: Option<i64>,
    /// The password must be changed at the next sign-in.
    #[serde(skip_serializing_if = "is_false")]
    pub password_compromised: bool,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub totp: Option<Totp>,
    /// Hashes of the codes that are left; `None` when the factor is off.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub backup_codes: Option<Vec<String>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub mfa_enabled_at: Option<i64>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub mfa_disabled_at: Option<i64>,
    #[serde(skip_serializing_if = "Map::is_empty")]
    pub public_metadata: Map<String, Value>,
    #[serde(skip_serializing_if = "Map::is_empty")]
    pub private_metadata: Map<String, Value>,
    #[serde(skip_serializing_if = "Map::is_empty")]
    pub unsafe_metadata: Map<String, Value>,
    /// The uploaded picture.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub image: Option<Image>,
    #[serde(skip_serializing_if = "is_false")]
    pub banned: bool,
    #[serde(skip_serializing_if = "is_false")]
    pub locked: bool,
    /// When the lock ends; `None` while locked means never.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub lockout_expires_at: Option<i64>,
    /// Attempts that failed since the last success.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub failed_attempts: Option<i64>,
    /// Whether the user may delete itself; `None` follows the instance, which allows it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub delete_self_enabled: Option<bool>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub create_organization_enabled: Option<bool>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub create_organizations_limit: Option<i64>,
    #[serde(skip_serializing_if = "is_false")]
    pub bypass_client_trust: bool,
    #[serde(skip_serializing_if = "is_false")]
    pub deprovisioned: bool,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub legal_accepted_at: Option<i64>,
}

/// How an identifier was verified.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(default)]
pub struct Verification {
    /// `unverified`, `verified`, `failed` or `expired`.
    pub status: String,
    /// `admin`, `email_code`, `phone_code`, `oauth_google`, …
    pub strategy: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub attempts: Option<i64>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub expire_at: Option<i64>,
}

impl Verification {
    /// A verification by decree: what the Backend API creates.
    pub fn admin() -> Self {
        Self { status: "verified".to_owned(), strategy: "admin".to_owned(), attempts: None, expire_at: None }
    }

    /// Whether it succeeded.
    pub fn is_verified(&self) -> bool {
        self.status == "verified"
    }
}

/// Another identification that an e-mail address came with.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct LinkedTo {
    /// `oauth_google`, `saml`, …
    #[serde(rename = "type")]
    pub kind: String,
    /// Its `idn_…`.
    pub id: String,
}

/// An e-mail address of a user.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(default)]
pub struct EmailAddress {
    /// `idn_…`.
    pub id: String,
    /// In lower case.
    pub email_address: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub verification: Option<Verification>,
    /// Held back for this user although it is not verified.
    #[serde(skip_serializing_if = "is_false")]
    pub reserved: bool,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub linked_to: Vec<LinkedTo>,
    pub created_at: i64,
    pub updated_at: i64,
}

impl EmailAddress {
    /// Whether it was verified.
    pub fn is_verified(&self) -> bool {
        self.verification.as_ref().is_some_and(Verification::is_verified)
    }
}

/// A phone number of a user.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(default)]
pub struct PhoneNumber {
    /// `idn_…`.
    pub id: String,
    /// E.164.
    pub phone_number: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub verification: Option<Verification>,
    #[serde(skip_serializing_if = "is_false")]
    pub reserved: bool,
    #[serde(skip_serializing_if = "is_false")]
    pub reserved_for_second_factor: bool,
    #[serde(skip_serializing_if = "is_false")]
    pub default_second_factor: bool,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub linked_to: Vec<LinkedTo>,
    pub created_at: i64,
    pub updated_at: i64,
}

impl PhoneNumber {
    /// Whether it was verified.
    pub fn is_verified(&self) -> bool {
        self.verification.as_ref().is_some_and(Verification::is_verified)
    }
}

/// A wallet of a user.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(default)]
pub struct Web3Wallet {
    /// `idn_…`.
    pub id: String,
    /// The address in lower case.
    pub web3_wallet: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub verification: Option<Verification>,
    pub created_at: i64,
    pub updated_at: i64,
}

/// A passkey of a user.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(default)]
pub struct Passkey {
    /// `idn_…`.
    pub id: String,
    pub name: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub last_used_at: Option<i64>,
    pub created_at: i64,
    pub updated_at: i64,
}

/// An account at another provider.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(default)]
pub struct ExternalAccount {
    /// `eac_…`.
    pub id: String,
    /// `idn_…`, which e-mail addresses are linked to.
    pub identification_id: String,
    /// `oauth_google`, …
    pub provider: String,
    /// The id that the provider knows the user by.
    pub provider_user_id: String,
    pub approved_scopes: String,
    pub email_address: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub username: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub first_name: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub last_name: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub image_url: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub label: Option<String>,
    #[serde(skip_serializing_if = "Map::is_empty")]
    pub public_metadata: Map<String, Value>,
    /// What the provider lets us act for the user with.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub token: Option<OauthToken>,
    pub created_at: i64,
    pub updated_at: i64,
}

/// An access token of another provider. It is handed out as it is, and stored sealed.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(default)]
pub struct OauthToken {
    pub token: String,
    /// When it stops working, in milliseconds since the epoch; `None` for never.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub expires_at: Option<i64>,
    /// With OpenID Connect.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub id_token: Option<String>,
    /// With OAuth 1.0.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub token_secret: Option<String>,
}

/// A password that can be verified but not read.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct StoredPassword {
    /// The name of the scheme, as the API spells it.
    pub hasher: String,
    /// The digest in that scheme's form.
    pub digest: String,
}

/// An authenticator app.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Totp {
    /// The shared secret, base32; stored sealed.
    pub secret: String,
    /// The last time step whose code was accepted, so that no code works twice.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub last_used_step: Option<i64>,
    pub created_at: i64,
}

/// A picture that was uploaded.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Image {
    /// `img_…`.
    pub id: String,
}

impl User {
    /// The primary e-mail address.
    pub fn primary_email_address(&self) -> Option<&EmailAddress> {
        let id = self.primary_email_address_id.as_ref()?;
        self.email_addresses.iter().find(|email| email.id == *id)
    }

    /// The primary phone number.
    pub fn primary_phone_number(&self) -> Option<&PhoneNumber> {
        let id = self.primary_phone_number_id.as_ref()?;
        self.phone_numbers.iter().find(|phone| phone.id == *id)
    }

    /// The primary wallet.
    pub fn primary_web3_wallet(&self) -> Option<&Web3Wallet> {
        let id = self.primary_web3_wallet_id.as_ref()?;
        self.web3_wallets.iter().find(|wallet| wallet.id == *id)
    }

    /// Whether an authenticator app or a second-factor phone protects the account.
    pub fn two_factor_enabled(&self) -> bool {
        self.totp.is_some() || self.phone_numbers.iter().any(|phone| phone.reserved_for_second_factor)
    }
}
