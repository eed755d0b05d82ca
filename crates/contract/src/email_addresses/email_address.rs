use super::{
    IdentificationLink, VerificationAdmin, VerificationEmailLink, VerificationFromOauth, VerificationOtp,
    VerificationSaml, VerificationScim, VerificationTicket,
};
use crate::{Nullable, Text, object, union};

/// An e-mail address of a user.
#[object(closed)]
pub struct EmailAddress {
    /// The id of this object.
    #[api(required = "none")]
    pub id: String,
    /// Always `email_address`.
    #[api(values = "email_address")]
    pub object: Text,
    /// The e-mail address, in lower case.
    pub email_address: String,
    /// Whether it is held back for the user although it is not verified.
    pub reserved: bool,
    /// How it was proven to be the user's, or the attempt at it; `null` before any.
    pub verification: Nullable<EmailAddressVerification>,
    /// The connected accounts that bring this identifier along.
    pub linked_to: Vec<IdentificationLink>,
    /// Whether an enterprise connection is responsible for the address's domain.
    pub matches_sso_connection: Option<bool>,
    /// When it was created, in milliseconds since the epoch.
    pub created_at: i64,
    /// When it was last changed, in milliseconds since the epoch.
    pub updated_at: i64,
}

/// How an e-mail address was proven to be the user's.
#[union(tag = "object")]
pub enum EmailAddressVerification {
    /// By a code that was sent.
    #[api(tag = "verification_otp")]
    Otp(VerificationOtp),
    /// By decision of the application.
    #[api(tag = "verification_admin")]
    Admin(VerificationAdmin),
    /// Taken over from an OAuth provider.
    #[api(tag = "verification_from_oauth")]
    FromOauth(VerificationFromOauth),
    /// By following a link with a ticket.
    #[api(tag = "verification_ticket")]
    Ticket(VerificationTicket),
    /// By a SAML identity provider.
    #[api(tag = "verification_saml", versions = "!2025-03-12")]
    Saml(VerificationSaml),
    /// By following a link in an e-mail.
    #[api(tag = "verification_email_link", versions = "!2025-03-12")]
    EmailLink(VerificationEmailLink),
    /// By a directory.
    #[api(tag = "verification_scim", versions = "!2025-03-12")]
    Scim(VerificationScim),
}
