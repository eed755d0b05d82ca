use super::{
    IdentificationLink, VerificationAdmin, VerificationEmailLink, VerificationFromOauth, VerificationOtp,
    VerificationSaml, VerificationScim, VerificationTicket,
};
use crate::{Nullable, Text, object, union};

#[object(closed)]
pub struct EmailAddress {
    #[api(required = "none")]
    pub id: String,
    #[api(values = "email_address")]
    pub object: Text,
    pub email_address: String,
    pub reserved: bool,
    pub verification: Nullable<EmailAddressVerification>,
    pub linked_to: Vec<IdentificationLink>,
    pub matches_sso_connection: Option<bool>,
    pub created_at: i64,
    pub updated_at: i64,
}

#[union(tag = "object")]
pub enum EmailAddressVerification {
    #[api(tag = "verification_otp")]
    Otp(VerificationOtp),
    #[api(tag = "verification_admin")]
    Admin(VerificationAdmin),
    #[api(tag = "verification_from_oauth")]
    FromOauth(VerificationFromOauth),
    #[api(tag = "verification_ticket")]
    Ticket(VerificationTicket),
    #[api(tag = "verification_saml", versions = "!2025-03-12")]
    Saml(VerificationSaml),
    #[api(tag = "verification_email_link", versions = "!2025-03-12")]
    EmailLink(VerificationEmailLink),
    #[api(tag = "verification_scim", versions = "!2025-03-12")]
    Scim(VerificationScim),
}
