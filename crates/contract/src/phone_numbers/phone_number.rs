use crate::email_addresses::{IdentificationLink, VerificationAdmin, VerificationOtp};
use crate::{Maybe, Nullable, Text, object, union};

/// A phone number of a user.
#[object(closed)]
pub struct PhoneNumber {
    /// The id of this object.
    #[api(required = "none")]
    pub id: String,
    /// Always `phone_number`.
    #[api(values = "phone_number")]
    pub object: Text,
    /// The number in the international form, such as `+15551234567`.
    pub phone_number: String,
    /// Whether codes sent to the number serve as a second factor.
    pub reserved_for_second_factor: Option<bool>,
    /// Whether the number is the second factor that is asked for first.
    pub default_second_factor: Option<bool>,
    /// Whether it is held back for the user although it is not verified.
    pub reserved: bool,
    /// How it was proven to be the user's, or the attempt at it; `null` before any.
    pub verification: Nullable<PhoneNumberVerification>,
    /// The connected accounts that bring this identifier along.
    pub linked_to: Vec<IdentificationLink>,
    /// Codes that were made when the number became a second factor; `null` or absent afterwards.
    pub backup_codes: Maybe<Vec<String>>,
    /// When it was created, in milliseconds since the epoch.
    pub created_at: i64,
    /// When it was last changed, in milliseconds since the epoch.
    pub updated_at: i64,
}

/// How a phone number was proven to be the user's.
#[union(tag = "object")]
pub enum PhoneNumberVerification {
    /// By a code that was sent.
    #[api(tag = "verification_otp")]
    Otp(VerificationOtp),
    /// By decision of the application.
    #[api(tag = "verification_admin")]
    Admin(VerificationAdmin),
}
