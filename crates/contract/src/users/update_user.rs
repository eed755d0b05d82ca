use serde_json::{Map, Value};

use super::User;
use crate::{Maybe, object, operation};

/// Updates the attributes of a user.
///
/// What is left out stays as it is. In the newest version of the API, metadata has operations of its own.
#[operation(
    id = "UpdateUser",
    patch = "/users/{user_id}",
    tag = "Users",
    returns = User,
    errors = "400 401 404 409@!2025-03-12 422",
    sdk(js = "users.updateUser(userId, { ... })", python = "users.update(...)", go = "user.Update"),
)]
pub struct UpdateUser {
    /// The user's id, `user_…`.
    #[api(path)]
    pub user_id: String,
    /// What to send.
    #[api(body)]
    pub body: UpdateUserBody,
}

/// What to change.
#[object(closed)]
#[derive(Default)]
pub struct UpdateUserBody {
    /// Your own id of the user, unique among all users; `null` removes it.
    pub external_id: Maybe<String>,
    /// The given name; `null` clears it.
    pub first_name: Maybe<String>,
    /// The family name; `null` clears it.
    pub last_name: Maybe<String>,
    /// The language and region to address the user in, as a BCP 47 tag such as `pt-BR`.
    #[api(versions = "!2025-03-12")]
    pub locale: Maybe<String>,
    /// Which of the user's verified e-mail addresses is the primary one.
    pub primary_email_address_id: Maybe<String>,
    /// Whether to write to the former primary address when another one takes its place.
    #[api(default = "false")]
    pub notify_primary_email_address_changed: Maybe<bool>,
    /// Which of the user's verified phone numbers is the primary one.
    pub primary_phone_number_id: Maybe<String>,
    /// Which of the user's wallets is the primary one.
    pub primary_web3_wallet_id: Maybe<String>,
    /// A name to sign in with, unique among all users in any case; `null` removes it.
    pub username: Maybe<String>,
    /// The id of an uploaded image to show; upload one with its own operation instead.
    pub profile_image_id: Maybe<String>,
    /// The password in plain text. It has to satisfy the instance's policy unless `skip_password_checks` is set.
    pub password: Maybe<String>,
    /// A password that another system has hashed; needs `password_hasher`, and excludes `password`.
    pub password_digest: Option<String>,
    /// How `password_digest` was made: `bcrypt`, `argon2id`, `scrypt_firebase`, `pbkdf2_sha256` and others.
    pub password_hasher: Option<String>,
    /// Whether to accept a password that the policy would refuse as too short, too weak or leaked.
    pub skip_password_checks: Maybe<bool>,
    /// Whether to end every session of the user that is active now.
    pub sign_out_of_other_sessions: Maybe<bool>,
    /// The base32 secret of an authenticator app that the user has set up elsewhere: SHA-1, six digits, thirty seconds.
    pub totp_secret: Maybe<String>,
    /// One-time codes for signing in without the second factor, in plain text or hashed with bcrypt; earlier ones are
    /// replaced.
    pub backup_codes: Option<Vec<String>>,
    /// Whether the user may delete their own account.
    pub delete_self_enabled: Maybe<bool>,
    /// Whether the user may create organizations.
    pub create_organization_enabled: Maybe<bool>,
    /// When the user agreed to the terms, in RFC 3339.
    pub legal_accepted_at: Maybe<String>,
    /// Whether to go on without consent to the terms on an instance that demands it.
    pub skip_legal_checks: Maybe<bool>,
    /// How many organizations the user may create; 0 for any number.
    pub create_organizations_limit: Maybe<i64>,
    /// When the user signed up, in RFC 3339; for users that are brought over.
    pub created_at: Maybe<String>,
    /// Whether the user is spared the extra check on a device that was not seen before.
    #[api(versions = "!2025-03-12")]
    pub bypass_client_trust: Maybe<bool>,
    /// The new public metadata, which takes the place of the old one whole.
    ///
    /// Use the operations for metadata instead, which newer versions of the API insist on.
    #[api(versions = "<=2025-11-10", deprecated = "!2025-03-12")]
    pub public_metadata: Maybe<Map<String, Value>>,
    /// The new private metadata, which takes the place of the old one whole.
    ///
    /// Use the operations for metadata instead, which newer versions of the API insist on.
    #[api(versions = "<=2025-11-10", deprecated = "!2025-03-12")]
    pub private_metadata: Maybe<Map<String, Value>>,
    /// The new unsafe metadata, which takes the place of the old one whole.
    ///
    /// Use the operations for metadata instead, which newer versions of the API insist on.
    #[api(versions = "<=2025-11-10", deprecated = "!2025-03-12")]
    pub unsafe_metadata: Maybe<Map<String, Value>>,
}
