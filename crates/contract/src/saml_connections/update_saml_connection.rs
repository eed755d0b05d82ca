use super::{SamlConnection, SamlConnectionAttributeMappingBody, SamlConnectionLoginHint};
use crate::{Maybe, object, operation};

/// Updates the settings of a SAML connection.
///
/// What is left out stays as it is. It can be made active once the identity provider's entity id, URL and certificate
/// are known.
///
/// Use `UpdateEnterpriseConnection` instead.
#[operation(
    id = "UpdateSAMLConnection",
    patch = "/saml_connections/{saml_connection_id}",
    tag = "SAML Connections",
    deprecated = "!2025-03-12",
    returns = SamlConnection,
    errors = "402 403 404 409@!2025-03-12 422",
    sdk(
        js = "samlConnections.updateSamlConnection(samlConnectionId, { ...deep })",
        python = "saml_connections.update(...)",
        go = "samlconnection.Update",
    ),
)]
pub struct UpdateSamlConnection {
    /// The connection's id, `samlc_…`.
    #[api(path)]
    pub saml_connection_id: String,
    /// What to send.
    #[api(body)]
    pub body: UpdateSamlConnectionBody,
}

/// What to change.
#[object(closed)]
#[derive(Default)]
pub struct UpdateSamlConnectionBody {
    /// The name to show.
    pub name: Maybe<String>,
    /// The domain whose people use the connection.
    ///
    /// Use `domains`, since there can be several.
    #[api(deprecated = "!2025-03-12")]
    pub domain: Maybe<String>,
    /// The domains whose people use the connection, in place of all that it has.
    #[api(versions = "!2025-03-12")]
    pub domains: Maybe<Vec<String>>,
    /// The name that the identity provider gives itself in SAML messages.
    pub idp_entity_id: Maybe<String>,
    /// Where the identity provider takes requests to sign in.
    pub idp_sso_url: Maybe<String>,
    /// The X.509 certificate that the identity provider signs with.
    pub idp_certificate: Maybe<String>,
    /// Where the identity provider publishes its metadata, which is fetched and wins over the three fields above.
    pub idp_metadata_url: Maybe<String>,
    /// The identity provider's metadata, as XML; it wins over the single fields.
    pub idp_metadata: Maybe<String>,
    /// The organization that users of the connection are added to, `org_…`.
    pub organization_id: Maybe<String>,
    /// Which attributes of the identity provider become which fields of a user.
    pub attribute_mapping: Maybe<SamlConnectionAttributeMappingBody>,
    /// Whether signing in with it works.
    pub active: Maybe<bool>,
    /// Whether to take over names and other attributes anew at every sign-in.
    pub sync_user_attributes: Maybe<bool>,
    /// Whether addresses at subdomains use the connection as well.
    pub allow_subdomains: Maybe<bool>,
    /// Whether signing in may begin at the identity provider.
    pub allow_idp_initiated: Maybe<bool>,
    /// Whether to keep people who sign in through it from adding other identifiers.
    pub disable_additional_identifications: Maybe<bool>,
    /// Whether members of the organization can link an account at the identity provider to the one they have.
    #[api(versions = "!2025-03-12")]
    pub allow_organization_account_linking: Maybe<bool>,
    /// Whether to tell the identity provider to ask for credentials even if the person is signed in there.
    #[api(versions = "!2025-03-12")]
    pub force_authn: Option<bool>,
    /// What to tell the identity provider about who is about to sign in.
    #[api(versions = "!2025-03-12")]
    pub login_hint: Maybe<SamlConnectionLoginHint>,
    /// Whether making it active may delete verified domains of the same names, through which people are enrolled.
    ///
    /// Without it, such a domain makes the request fail.
    #[api(versions = "!2025-03-12")]
    pub consent_verified_domains_deletion: Maybe<bool>,
}
