use serde_json::{Map, Value};

use crate::email_addresses::{VerificationOauth, VerificationSaml, VerificationTicket};
use crate::{Maybe, Nullable, Text, object, union, values};

/// An account at a company's identity provider.
#[object(closed)]
pub struct EnterpriseAccount {
    /// The id of this object.
    pub id: String,
    /// Always `enterprise_account`.
    #[api(values = "enterprise_account")]
    pub object: Text,
    /// The protocol that the provider speaks.
    pub protocol: Option<EnterpriseAccountProtocol>,
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
    /// The connection that it came through.
    pub enterprise_connection_id: Maybe<String>,
    /// What the provider said beyond names and address.
    pub public_metadata: Option<Map<String, Value>>,
    /// How it was proven to be the user's, or the attempt at it; `null` before any.
    pub verification: Nullable<EnterpriseAccountVerification>,
    /// The connection, whole.
    pub enterprise_connection: Maybe<EnterpriseAccountConnection>,
    /// When the user last signed in this way, in milliseconds since the epoch.
    pub last_authenticated_at: Maybe<i64>,
}

/// The connection to a company's identity provider, as its users are shown it.
#[object(closed)]
#[expect(clippy::struct_excessive_bools, reason = "they are independent of each other")]
pub struct EnterpriseAccountConnection {
    /// The id of this object.
    pub id: String,
    /// The protocol that the provider speaks: `saml` or `oauth`.
    pub protocol: String,
    /// The identity provider, such as `saml_okta`.
    pub provider: String,
    /// The name to show.
    pub name: String,
    /// Where the provider's logo is.
    pub logo_public_url: Nullable<String>,
    /// The domain whose people use the connection.
    ///
    /// Use `domains`, since there can be several.
    #[api(deprecated)]
    pub domain: Option<String>,
    /// The domains whose people use the connection.
    pub domains: Option<Vec<String>>,
    /// Whether signing in with it works at present.
    pub active: bool,
    /// Whether names and other attributes are taken over anew at every sign-in.
    pub sync_user_attributes: bool,
    /// Whether addresses at subdomains use the connection as well.
    pub allow_subdomains: bool,
    /// Whether signing in may begin at the identity provider.
    pub allow_idp_initiated: bool,
    /// Whether people who sign in through it are kept from adding other identifiers.
    pub disable_additional_identifications: bool,
    /// When it was created, in milliseconds since the epoch.
    pub created_at: i64,
    /// When it was last changed, in milliseconds since the epoch.
    pub updated_at: i64,
}

/// The protocol of an identity provider.
#[values]
pub enum EnterpriseAccountProtocol {
    /// OAuth or OpenID Connect.
    Oauth,
    /// SAML 2.0.
    Saml,
}

/// How an enterprise account was proven to be the user's.
#[union(tag = "object")]
pub enum EnterpriseAccountVerification {
    /// By following a link with a ticket.
    #[api(tag = "verification_ticket")]
    Ticket(VerificationTicket),
    /// By a SAML identity provider.
    #[api(tag = "verification_saml")]
    Saml(VerificationSaml),
    /// By an OAuth provider.
    #[api(tag = "verification_oauth")]
    Oauth(VerificationOauth),
}
