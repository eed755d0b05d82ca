use crate::email_addresses::{IdentificationLink, VerificationAdmin, VerificationOtp};
use crate::{Maybe, Nullable, Text, object, union};

#[object(closed)]
pub struct PhoneNumber {
    #[api(required = "none")]
    pub id: String,
    #[api(values = "phone_number")]
    pub object: Text,
    pub phone_number: String,
    pub reserved_for_second_factor: Option<bool>,
    pub default_second_factor: Option<bool>,
    pub reserved: bool,
    pub verification: Nullable<PhoneNumberVerification>,
    pub linked_to: Vec<IdentificationLink>,
    pub backup_codes: Maybe<Vec<String>>,
    pub created_at: i64,
    pub updated_at: i64,
}

#[union(tag = "object")]
pub enum PhoneNumberVerification {
    #[api(tag = "verification_otp")]
    Otp(VerificationOtp),
    #[api(tag = "verification_admin")]
    Admin(VerificationAdmin),
}
