use serde_json::{Map, Value};

use crate::email_addresses::{VerificationGoogleOneTap, VerificationOauth};
use crate::{Maybe, Nullable, Text, object, union};

/// An account at another provider that is connected to a user.
#[object]
pub struct ExternalAccountWithVerification {
    /// `external_account`, or one of two older names for certain providers.
    #[api(values = "external_account facebook_account google_account")]
    pub object: Text,
    /// The id of this object.
    pub id: String,
    /// Who vouches for the account, such as `oauth_google`.
    pub provider: String,
    /// The id of the identifier behind it, `idn_…`.
    pub identification_id: String,
    /// The user's id at the provider.
    pub provider_user_id: String,
    /// What the user allowed, as the provider's scopes with spaces between.
    pub approved_scopes: String,
    /// The e-mail address at the provider; empty if it gave none.
    pub email_address: String,
    /// Whether the provider has verified the e-mail address.
    #[api(versions = "!2025-03-12")]
    pub email_address_verified: Maybe<bool>,
    /// The given name at the provider; empty if it gave none.
    pub first_name: String,
    /// The family name at the provider; empty if it gave none.
    pub last_name: String,
    /// Where the picture is.
    ///
    /// Use `image_url` instead.
    #[api(deprecated)]
    pub avatar_url: Option<String>,
    /// Where the image is; a generated one where none was uploaded.
    pub image_url: Maybe<String>,
    /// The name at the provider.
    pub username: Maybe<String>,
    /// The phone number at the provider.
    #[api(versions = "!2025-03-12")]
    pub phone_number: Maybe<String>,
    /// What the provider said beyond names and address.
    pub public_metadata: Map<String, Value>,
    /// What tells several accounts at one provider apart.
    pub label: Maybe<String>,
    /// When it was created, in milliseconds since the epoch.
    pub created_at: i64,
    /// When it was last changed, in milliseconds since the epoch.
    pub updated_at: i64,
    /// How it was proven to be the user's, or the attempt at it; `null` before any.
    pub verification: Nullable<ExternalAccountVerification>,
}

/// How a connected account was proven to be the user's.
#[union(tag = "object")]
pub enum ExternalAccountVerification {
    /// By an OAuth provider.
    #[api(tag = "verification_oauth")]
    Oauth(VerificationOauth),
    /// By Google One Tap.
    #[api(tag = "verification_google_one_tap")]
    GoogleOneTap(VerificationGoogleOneTap),
}
