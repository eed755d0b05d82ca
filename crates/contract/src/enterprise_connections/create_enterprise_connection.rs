use super::{
    EnterpriseConnection, EnterpriseConnectionAttributeMappingBody, EnterpriseConnectionCustomAttributeBody,
    EnterpriseConnectionOidcBody,
};
use crate::saml_connections::SamlConnectionLoginHint;
use crate::{Maybe, object, operation, values};

/// Creates a connection to a company's identity provider.
///
/// What the identity provider has to know of this side stands in the answer. A development instance can have 25.
#[operation(
    id = "CreateEnterpriseConnection",
    post = "/enterprise_connections",
    tag = "Enterprise Connections",
    versions = "!2025-03-12",
    returns = EnterpriseConnection,
    status = 201,
    errors = "402 403 404 409 422",
    sdk(
        js = "enterpriseConnections.createEnterpriseConnection({ ...deep })",
        python = "enterprise_connections.create(request)",
    ),
)]
pub struct CreateEnterpriseConnection {
    /// What to send.
    #[api(body, required = "none")]
    pub body: CreateEnterpriseConnectionBody,
}

/// The connection to create.
#[object(closed)]
pub struct CreateEnterpriseConnectionBody {
    /// The name to show.
    pub name: String,
    /// The identity provider, which decides the protocol.
    pub provider: EnterpriseConnectionProvider,
    /// The domains whose people use the connection, whole names such as `example.com`; no other connection may have
    /// one of them. They are kept in lower case.
    #[api(min_items = 1)]
    pub domains: Vec<String>,
    /// The organization that users of the connection are added to, `org_…`; one connection an organization.
    pub organization_id: Maybe<String>,
    /// Whether members of the organization can link an account at the identity provider to the one they have.
    pub allow_organization_account_linking: Maybe<bool>,
    /// Whether signing in with it works at once; for SAML, `saml` then has to tell enough of the identity provider.
    pub active: Maybe<bool>,
    /// What concerns SAML.
    pub saml: Maybe<CreateEnterpriseConnectionSaml>,
    /// What concerns OpenID Connect.
    pub oidc: Maybe<EnterpriseConnectionOidcBody>,
    /// What else to take over from the identity provider into a user's metadata; a feature of its own, which the
    /// instance needs to have.
    pub custom_attributes: Option<Vec<EnterpriseConnectionCustomAttributeBody>>,
}

/// The identity provider of an enterprise connection, and by it the protocol.
#[values]
pub enum EnterpriseConnectionProvider {
    /// Any other that speaks SAML.
    SamlCustom,
    /// Okta Workforce.
    SamlOkta,
    /// Google Workspace.
    SamlGoogle,
    /// Microsoft Entra ID.
    SamlMicrosoft,
    /// Any other that speaks OpenID Connect.
    OidcCustom,
    /// GitHub Enterprise.
    OidcGithubEnterprise,
    /// GitLab, run by the company.
    OidcGitlab,
}

/// What concerns SAML. It counts only with a provider that speaks it, such as `saml_custom`.
#[object(closed)]
#[derive(Default)]
pub struct CreateEnterpriseConnectionSaml {
    /// The name that the identity provider gives itself in SAML messages.
    pub idp_entity_id: Maybe<String>,
    /// Where the identity provider takes requests to sign in.
    pub idp_sso_url: Maybe<String>,
    /// The X.509 certificate that the identity provider signs with, as PEM.
    pub idp_certificate: Maybe<String>,
    /// Where the identity provider publishes its metadata, which is fetched and stands for the three fields above.
    pub idp_metadata_url: Maybe<String>,
    /// The identity provider's metadata, as XML.
    pub idp_metadata: Maybe<String>,
    /// Which attributes of the identity provider become which fields of a user.
    pub attribute_mapping: Maybe<EnterpriseConnectionAttributeMappingBody>,
    /// Whether addresses at subdomains use the connection as well.
    pub allow_subdomains: Maybe<bool>,
    /// Whether signing in may begin at the identity provider; not unless said.
    pub allow_idp_initiated: Maybe<bool>,
    /// Whether to tell the identity provider to ask for credentials even if the person is signed in there; not unless
    /// said.
    pub force_authn: Maybe<bool>,
    /// What to tell the identity provider about who is about to sign in.
    pub login_hint: Maybe<SamlConnectionLoginHint>,
}
