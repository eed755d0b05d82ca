use serde_json::{Map, Value};

use super::SignUpVerifications;
use crate::{Maybe, Nullable, Text, object, values};

/// An attempt to become a user.
#[object(closed)]
pub struct SignUp {
    /// Always `sign_up_attempt`.
    #[api(values = "sign_up_attempt")]
    pub object: Text,
    /// The sign-up's id, `sua_…`.
    pub id: String,
    /// How far it got.
    pub status: SignUpStatus,
    /// The fields that have to be filled in.
    pub required_fields: Vec<String>,
    /// The fields that may be filled in.
    pub optional_fields: Vec<String>,
    /// The required fields that are still empty.
    pub missing_fields: Vec<String>,
    /// The fields that are filled in and not verified yet.
    pub unverified_fields: Vec<String>,
    /// What is left to verify, for each identifier.
    pub verifications: SignUpVerifications,
    /// The username that was chosen.
    pub username: Nullable<String>,
    /// The e-mail address that was given.
    pub email_address: Nullable<String>,
    /// The phone number that was given.
    pub phone_number: Nullable<String>,
    /// The address of the wallet that was given.
    pub web3_wallet: Nullable<String>,
    /// Whether a password was set.
    pub password_enabled: bool,
    /// The given name.
    pub first_name: Nullable<String>,
    /// The family name.
    pub last_name: Nullable<String>,
    /// The unsafe metadata that the user starts with.
    pub unsafe_metadata: Option<Map<String, Value>>,
    /// The public metadata that the user starts with, from an invitation for one.
    pub public_metadata: Option<Map<String, Value>>,
    /// Whether it is marked as a custom action.
    pub custom_action: bool,
    /// Your own id of the user to be.
    pub external_id: Nullable<String>,
    /// The session that was opened, `sess_…`; `null` until it is complete.
    pub created_session_id: Nullable<String>,
    /// The user who was created, `user_…`; `null` until it is complete.
    pub created_user_id: Nullable<String>,
    /// When it is given up if it is not complete, in milliseconds since the epoch.
    pub abandon_at: i64,
    /// When the terms were accepted, in milliseconds since the epoch.
    pub legal_accepted_at: Nullable<i64>,
    /// The language of the person, as a BCP 47 tag such as `en-US`.
    #[api(versions = "!2025-03-12")]
    pub locale: Maybe<String>,
    /// The account at an OAuth provider that it began with.
    ///
    /// Use `verifications.external_account` instead.
    #[api(deprecated)]
    pub external_account: Option<Map<String, Value>>,
}

/// How far a sign-up got.
#[values]
pub enum SignUpStatus {
    /// Something is missing or not verified.
    MissingRequirements,
    /// The user exists.
    Complete,
    /// Given up, because too much time went by.
    Abandoned,
}
