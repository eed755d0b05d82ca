use serde_json::{Map, Value};

use super::User;
use crate::{Maybe, object, operation, values};

/// Creates a user with verified identifiers.
///
/// Restrictions on sign-up do not apply, no message is sent and no session is opened. Identifiers are unique in the
/// instance.
#[operation(
    id = "CreateUser",
    post = "/users",
    tag = "Users",
    returns = User,
    errors = "400 401 402@!2025-03-12 403 422",
    sdk(js = "users.createUser({ ... })", python = "users.create(...)", go = "user.Create"),
)]
pub struct CreateUser {
    /// What to send.
    #[api(body)]
    pub body: CreateUserBody,
}

/// The user to create.
#[object(closed)]
#[derive(Default)]
pub struct CreateUserBody {
    /// Your own id of the user, unique among all users.
    pub external_id: Maybe<String>,
    /// The given name.
    pub first_name: Maybe<String>,
    /// The family name.
    pub last_name: Maybe<String>,
    /// The language and region to address the user in, as a BCP 47 tag such as `pt-BR`.
    #[api(versions = "!2025-03-12")]
    pub locale: Maybe<String>,
    /// The e-mail addresses; the first becomes the primary one.
    pub email_address: Option<Vec<String>>,
    /// What is known of each e-mail address, in the same order; verified when left out.
    #[api(versions = "!2025-03-12")]
    pub email_address_identification_status: Option<Vec<ImportedIdentificationStatus>>,
    /// The phone numbers in the international form; the first becomes the primary one.
    pub phone_number: Option<Vec<String>>,
    /// What is known of each phone number, in the same order; verified when left out.
    #[api(versions = "!2025-03-12")]
    pub phone_number_identification_status: Option<Vec<ImportedIdentificationStatus>>,
    /// The addresses of wallets, `0x` and 40 hexadecimal digits; the first becomes the primary one.
    pub web3_wallet: Option<Vec<String>>,
    /// A name to sign in with, unique among all users in any case.
    pub username: Maybe<String>,
    /// The password in plain text. It has to satisfy the instance's policy unless `skip_password_checks` is set.
    pub password: Maybe<String>,
    /// A password that another system has hashed; needs `password_hasher`, and excludes `password`.
    pub password_digest: Maybe<String>,
    /// How `password_digest` was made: `bcrypt`, `argon2id`, `scrypt_firebase`, `pbkdf2_sha256` and others.
    pub password_hasher: Option<String>,
    /// Whether to accept a password that the policy would refuse as too short, too weak or leaked.
    pub skip_password_checks: Maybe<bool>,
    /// Whether the user may start without a password on an instance that demands one.
    pub skip_password_requirement: Maybe<bool>,
    /// The base32 secret of an authenticator app that the user has set up elsewhere: SHA-1, six digits, thirty seconds.
    pub totp_secret: Maybe<String>,
    /// One-time codes for signing in without the second factor, in plain text or hashed with bcrypt; earlier ones are
    /// replaced.
    pub backup_codes: Option<Vec<String>>,
    /// Data that front ends may read and only the Backend API may write; an object of at most 8 KB.
    pub public_metadata: Option<Map<String, Value>>,
    /// Data that only the Backend API sees; an object of at most 8 KB.
    pub private_metadata: Option<Map<String, Value>>,
    /// Data that the user may read and write from the front end, and that is not to be trusted; an object of at most 8
    /// KB.
    pub unsafe_metadata: Option<Map<String, Value>>,
    /// Whether the user may delete their own account.
    pub delete_self_enabled: Maybe<bool>,
    /// When the user agreed to the terms, in RFC 3339.
    pub legal_accepted_at: Maybe<String>,
    /// Whether to go on without consent to the terms on an instance that demands it.
    pub skip_legal_checks: Maybe<bool>,
    /// Whether one identifier of an enabled kind is enough, whatever else the instance demands.
    #[api(versions = "!2025-03-12")]
    pub skip_user_requirement: Maybe<bool>,
    /// Whether the user may create organizations.
    pub create_organization_enabled: Maybe<bool>,
    /// How many organizations the user may create; 0 for any number.
    pub create_organizations_limit: Maybe<i64>,
    /// When the user signed up elsewhere, in RFC 3339; now when left out.
    pub created_at: Maybe<String>,
    /// Whether the user is spared the extra check on a device that was not seen before.
    #[api(versions = "!2025-03-12")]
    pub bypass_client_trust: Maybe<bool>,
    /// Whether the user starts banned.
    #[api(versions = "!2025-03-12")]
    pub banned: Maybe<bool>,
    /// Whether the user starts locked.
    #[api(versions = "!2025-03-12")]
    pub locked: Maybe<bool>,
}

/// What is known about an identifier that a user is created with.
#[values]
pub enum ImportedIdentificationStatus {
    /// Proven to be the user's.
    Verified,
    /// Not proven, but nobody else can take it.
    Reserved,
}
