use serde_json::{Map, Value};

use crate::email_addresses::{VerificationGoogleOneTap, VerificationOauth};
use crate::{Maybe, Nullable, Text, object, union};

#[object]
pub struct ExternalAccountWithVerification {
    #[api(values = "external_account facebook_account google_account")]
    pub object: Text,
    pub id: String,
    pub provider: String,
    pub identification_id: String,
    pub provider_user_id: String,
    pub approved_scopes: String,
    pub email_address: String,
    #[api(versions = "!2025-03-12")]
    pub email_address_verified: Maybe<bool>,
    pub first_name: String,
    pub last_name: String,
    #[api(deprecated)]
    pub avatar_url: Option<String>,
    pub image_url: Maybe<String>,
    pub username: Maybe<String>,
    #[api(versions = "!2025-03-12")]
    pub phone_number: Maybe<String>,
    pub public_metadata: Map<String, Value>,
    pub label: Maybe<String>,
    pub created_at: i64,
    pub updated_at: i64,
    pub verification: Nullable<ExternalAccountVerification>,
}

#[union(tag = "object")]
pub enum ExternalAccountVerification {
    #[api(tag = "verification_oauth")]
    Oauth(VerificationOauth),
    #[api(tag = "verification_google_one_tap")]
    GoogleOneTap(VerificationGoogleOneTap),
}
