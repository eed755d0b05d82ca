use crate::object;

/// An identifier from which another one was taken over.
#[object(closed)]
pub struct IdentificationLink {
    /// Its kind, such as `oauth_google` or `saml`.
    #[api(pattern = r"^oauth_[a-z]+$")]
    pub r#type: String,
    /// The id of that identifier, `idn_…`.
    pub id: String,
}
