use serde_json::{Map, Value};

use crate::email_addresses::{VerificationSaml, VerificationTicket};
use crate::{Maybe, Nullable, Text, object, union};

/// An account at a SAML identity provider.
#[object(closed)]
pub struct SamlAccount {
    /// The id of this object.
    pub id: String,
    /// Always `saml_account`.
    #[api(values = "saml_account")]
    pub object: Text,
    /// The identity provider, such as `saml_okta`.
    pub provider: String,
    /// Whether signing in with it works at present.
    pub active: bool,
    /// The e-mail address, in lower case.
    pub email_address: String,
    /// The given name.
    pub first_name: Maybe<String>,
    /// The family name.
    pub last_name: Maybe<String>,
    /// The user's id at the provider.
    pub provider_user_id: Maybe<String>,
    /// When the user last signed in this way, in milliseconds since the epoch.
    #[api(versions = "!2025-03-12")]
    pub last_authenticated_at: Maybe<i64>,
    /// What the provider said beyond names and address.
    pub public_metadata: Option<Map<String, Value>>,
    /// How it was proven to be the user's, or the attempt at it; `null` before any.
    pub verification: Nullable<SamlAccountVerification>,
    /// The connection that it came through.
    pub saml_connection: Maybe<SamlAccountConnection>,
}

/// A SAML connection, as its users are shown it.
#[object(closed)]
pub struct SamlAccountConnection {
    /// The id of this object.
    pub id: String,
    /// The name to show.
    pub name: String,
    /// The domain whose people use the connection.
    ///
    /// Use `domains`, since there can be several.
    #[api(required = "2025-03-12", deprecated = "!2025-03-12")]
    pub domain: Option<String>,
    /// The domains whose people use the connection.
    #[api(versions = "!2025-03-12")]
    pub domains: Option<Vec<String>>,
    /// Whether signing in with it works at present.
    pub active: bool,
    /// The identity provider, such as `saml_okta`.
    pub provider: String,
    /// Whether names and other attributes are taken over anew at every sign-in.
    pub sync_user_attributes: bool,
    /// Whether addresses at subdomains use the connection as well.
    pub allow_subdomains: Option<bool>,
    /// Whether signing in may begin at the identity provider.
    pub allow_idp_initiated: Option<bool>,
    /// Whether people who sign in through it are kept from adding other identifiers.
    pub disable_additional_identifications: Option<bool>,
    /// When it was created, in milliseconds since the epoch.
    pub created_at: i64,
    /// When it was last changed, in milliseconds since the epoch.
    pub updated_at: i64,
}

/// How a SAML account was proven to be the user's.
#[union(tag = "object")]
pub enum SamlAccountVerification {
    /// By a SAML identity provider.
    #[api(tag = "verification_saml")]
    Saml(VerificationSaml),
    /// By following a link with a ticket.
    #[api(tag = "verification_ticket")]
    Ticket(VerificationTicket),
}
