use super::{SamlConnection, SamlConnectionAttributeMappingBody, SamlConnectionLoginHint};
use crate::{Maybe, object, operation, values};

/// Creates a SAML connection, which is inactive at first.
///
/// What the identity provider has to know of this side stands in the answer: `acs_url` and `sp_entity_id`.
///
/// Use `CreateEnterpriseConnection` instead.
#[operation(
    id = "CreateSAMLConnection",
    post = "/saml_connections",
    tag = "SAML Connections",
    deprecated = "!2025-03-12",
    returns = SamlConnection,
    errors = "402 403 404 409@!2025-03-12 422",
    sdk(
        js = "samlConnections.createSamlConnection({ ...deep })",
        python = "saml_connections.create",
        go = "samlconnection.Create",
    ),
)]
pub struct CreateSamlConnection {
    /// What to send.
    #[api(body, required = "none")]
    pub body: CreateSamlConnectionBody,
}

/// The connection to create.
#[object(closed)]
pub struct CreateSamlConnectionBody {
    /// The name to show.
    pub name: String,
    /// The domain whose people use the connection.
    ///
    /// Use `domains`, since there can be several.
    #[api(required = "2025-03-12", deprecated = "!2025-03-12")]
    pub domain: Option<String>,
    /// The domains whose people use the connection; no other connection may have one of them.
    #[api(versions = "!2025-03-12")]
    pub domains: Option<Vec<String>>,
    /// The identity provider.
    pub provider: SamlConnectionProvider,
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
    /// Whether to tell the identity provider to ask for credentials even if the person is signed in there.
    #[api(versions = "!2025-03-12")]
    pub force_authn: Option<bool>,
    /// What to tell the identity provider about who is about to sign in.
    #[api(versions = "!2025-03-12")]
    pub login_hint: Maybe<SamlConnectionLoginHint>,
}

/// A SAML identity provider.
#[values]
pub enum SamlConnectionProvider {
    /// Any other that speaks SAML.
    SamlCustom,
    /// Okta Workforce.
    SamlOkta,
    /// Google Workspace.
    SamlGoogle,
    /// Microsoft Entra ID.
    SamlMicrosoft,
}
