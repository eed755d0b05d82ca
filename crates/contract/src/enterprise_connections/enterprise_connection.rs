use crate::saml_connections::SamlConnectionLoginHintMode;
use crate::{Maybe, Text, object};

/// A connection to a company's identity provider.
#[object]
pub struct EnterpriseConnection {
    /// Always `enterprise_connection`.
    #[api(values = "enterprise_connection")]
    pub object: Text,
    /// The connection's id, `entconn_…`.
    pub id: String,
    /// The name to show.
    pub name: String,
    /// The identity provider, such as `saml_okta` or `oidc_custom`.
    pub provider: String,
    /// Where the provider's logo is.
    pub logo_public_url: Maybe<String>,
    /// Whether signing in with it works at present.
    pub active: bool,
    /// The domains whose people use the connection, in lower case.
    pub domains: Vec<String>,
    /// The organization that users of the connection are added to, `org_…`.
    pub organization_id: Maybe<String>,
    /// Whether names and other attributes are taken over anew at every sign-in.
    pub sync_user_attributes: Option<bool>,
    /// Whether people who sign in through it are kept from adding other identifiers.
    pub disable_additional_identifications: Option<bool>,
    /// Whether members of the organization can link an account at the identity provider to the one they have.
    pub allow_organization_account_linking: Option<bool>,
    /// Whether the connection can be used to sign in, and not only to provision users.
    pub authenticatable: bool,
    /// Whether a first sign-in is refused rather than making a user.
    pub disable_jit_provisioning: bool,
    /// What else is taken over from the identity provider into a user's metadata.
    pub custom_attributes: Option<Vec<EnterpriseConnectionCustomAttribute>>,
    /// What concerns SAML; only for connections that speak it.
    pub saml_connection: Maybe<EnterpriseConnectionSamlConnection>,
    /// What concerns OpenID Connect; only for connections that speak it.
    pub oauth_config: Maybe<EnterpriseConnectionOauthConfig>,
    /// When it was created, in milliseconds since the epoch.
    pub created_at: i64,
    /// When it was last changed, in milliseconds since the epoch.
    pub updated_at: i64,
}

/// A value of the identity provider that is kept in a user's metadata.
#[object(closed)]
pub struct EnterpriseConnectionCustomAttribute {
    /// The name to show.
    pub name: String,
    /// The key of the metadata that the value is kept under.
    pub key: String,
    /// Where the value is among the claims of a sign-in.
    pub sso_path: Option<String>,
    /// Where the value is in a user of the directory, as a GJSON path; the older name of `directory_path`.
    pub scim_path: Option<String>,
    /// Where the value is in a user of the directory, as a GJSON path.
    pub directory_path: Option<String>,
    /// Whether there can be several values, which are kept as a list in the public metadata.
    pub multi_valued: Option<bool>,
}

/// What concerns SAML in an enterprise connection.
#[object]
#[derive(Default)]
pub struct EnterpriseConnectionSamlConnection {
    /// The id of the SAML part, `samlc_…`.
    #[api(required = "none")]
    pub id: String,
    /// The name to show.
    pub name: Option<String>,
    /// The name that the identity provider gives itself in SAML messages.
    pub idp_entity_id: Maybe<String>,
    /// Where the identity provider takes requests to sign in.
    pub idp_sso_url: Maybe<String>,
    /// Where the identity provider publishes its metadata.
    pub idp_metadata_url: Maybe<String>,
    /// Where the identity provider has to send its answers; to be entered there.
    pub acs_url: Maybe<String>,
    /// The name of this side in SAML messages; to be entered at the identity provider.
    pub sp_entity_id: Maybe<String>,
    /// Where the identity provider can read this side's metadata instead of having it entered.
    pub sp_metadata_url: Maybe<String>,
    /// Whether signing in with it works at present.
    pub active: Option<bool>,
    /// Whether signing in may begin at the identity provider.
    pub allow_idp_initiated: Option<bool>,
    /// Whether addresses at subdomains use the connection as well.
    pub allow_subdomains: Option<bool>,
    /// Whether the identity provider is told to ask for credentials even if the person is signed in there.
    pub force_authn: Option<bool>,
    /// What the identity provider is told about who is about to sign in.
    pub login_hint: Option<EnterpriseConnectionLoginHint>,
}

/// What the identity provider of an enterprise connection is told about who is about to sign in.
#[object]
pub struct EnterpriseConnectionLoginHint {
    /// Where the hint comes from.
    pub mode: SamlConnectionLoginHintMode,
    /// The key of the user's public metadata whose value is the hint; only with the mode `custom_attribute`.
    pub source: Option<String>,
}

/// What concerns OpenID Connect in an enterprise connection. The client's secret is never shown.
#[object]
#[derive(Default)]
pub struct EnterpriseConnectionOauthConfig {
    /// The id of this object.
    #[api(required = "none")]
    pub id: String,
    /// The name to show.
    pub name: Option<String>,
    /// The provider's key, such as `oidc_custom` with a suffix of its own for each connection.
    pub provider_key: Option<String>,
    /// The client's id at the identity provider.
    pub client_id: Maybe<String>,
    /// Where the identity provider publishes its addresses and keys.
    pub discovery_url: Maybe<String>,
    /// Where people are sent to sign in; read from `discovery_url` unless given.
    pub auth_url: Maybe<String>,
    /// Where codes are exchanged for tokens; read from `discovery_url` unless given.
    pub token_url: Maybe<String>,
    /// Where a user's claims are read; read from `discovery_url` unless given.
    pub user_info_url: Maybe<String>,
    /// Whether the exchange is protected by PKCE, as it has to be for a client without a secret.
    pub requires_pkce: Option<bool>,
    /// Where the provider's logo is.
    pub logo_public_url: Maybe<String>,
    /// When it was created, in milliseconds since the epoch.
    pub created_at: Option<i64>,
    /// When it was last changed, in milliseconds since the epoch.
    pub updated_at: Option<i64>,
}
