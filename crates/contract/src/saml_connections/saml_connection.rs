use super::SamlConnectionLoginHint;
use crate::{Maybe, Nullable, Text, object};

/// A connection to a company's SAML identity provider.
#[object]
#[expect(clippy::struct_excessive_bools, reason = "they are independent of each other")]
pub struct SamlConnection {
    /// Always `saml_connection`.
    #[api(values = "saml_connection")]
    pub object: Text,
    /// The connection's id, `samlc_…`.
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
    /// The name that the identity provider gives itself in SAML messages; `null` while unknown.
    pub idp_entity_id: Nullable<String>,
    /// Where the identity provider takes requests to sign in; `null` while unknown.
    pub idp_sso_url: Nullable<String>,
    /// The X.509 certificate that the identity provider signs with; `null` while unknown.
    pub idp_certificate: Nullable<String>,
    /// When the certificate begins to be valid, in milliseconds since the epoch; `null` without a certificate.
    #[api(versions = "!2025-03-12")]
    pub idp_certificate_issued_at: Nullable<i64>,
    /// When the certificate ceases to be valid, in milliseconds since the epoch; `null` without a certificate.
    #[api(versions = "!2025-03-12")]
    pub idp_certificate_expires_at: Nullable<i64>,
    /// Where the identity provider publishes its metadata.
    pub idp_metadata_url: Maybe<String>,
    /// The identity provider's metadata, as XML.
    pub idp_metadata: Maybe<String>,
    /// Where the identity provider has to send its answers; to be entered there.
    pub acs_url: String,
    /// The name of this side in SAML messages; to be entered at the identity provider.
    pub sp_entity_id: String,
    /// Where the identity provider can read this side's metadata instead of having it entered.
    pub sp_metadata_url: String,
    /// The organization that users of the connection are added to, `org_…`.
    pub organization_id: Maybe<String>,
    /// Which attributes of the identity provider become which fields of a user.
    pub attribute_mapping: Option<SamlConnectionAttributeMapping>,
    /// Whether signing in with it works at present.
    pub active: bool,
    /// The identity provider, such as `saml_okta`.
    pub provider: String,
    /// How many users have signed in through it.
    pub user_count: i64,
    /// Whether names and other attributes are taken over anew at every sign-in.
    pub sync_user_attributes: bool,
    /// Whether addresses at subdomains use the connection as well.
    #[api(required = "!2025-03-12")]
    pub allow_subdomains: Option<bool>,
    /// Whether signing in may begin at the identity provider.
    #[api(required = "!2025-03-12")]
    pub allow_idp_initiated: Option<bool>,
    /// Whether people who sign in through it are kept from adding other identifiers.
    #[api(required = "!2025-03-12")]
    pub disable_additional_identifications: Option<bool>,
    /// Whether members of the organization can link an account at the identity provider to the one they have.
    #[api(versions = "!2025-03-12")]
    pub allow_organization_account_linking: bool,
    /// Whether the connection can be used to sign in, and not only to provision users.
    #[api(versions = "!2025-03-12")]
    pub authenticatable: bool,
    /// Whether a first sign-in is refused rather than making a user.
    #[api(versions = "!2025-03-12")]
    pub disable_jit_provisioning: bool,
    /// Whether the identity provider is told to ask for credentials even if the person is signed in there.
    #[api(versions = "!2025-03-12")]
    pub force_authn: bool,
    /// What the identity provider is told about who is about to sign in.
    #[api(versions = "!2025-03-12", required = "!2025-03-12")]
    pub login_hint: Option<SamlConnectionLoginHint>,
    /// The same connection as an enterprise connection, `entconn_…`.
    #[api(versions = "!2025-03-12")]
    pub enterprise_connection_id: Maybe<String>,
    /// When it was created, in milliseconds since the epoch.
    pub created_at: i64,
    /// When it was last changed, in milliseconds since the epoch.
    pub updated_at: i64,
}

/// The names of attributes in the identity provider's answers, by the field of a user that each becomes.
#[object(closed)]
pub struct SamlConnectionAttributeMapping {
    /// The attribute that identifies the person at the identity provider.
    pub user_id: String,
    /// The attribute that holds the e-mail address.
    pub email_address: String,
    /// The attribute that holds the given name.
    pub first_name: String,
    /// The attribute that holds the family name.
    pub last_name: String,
}
