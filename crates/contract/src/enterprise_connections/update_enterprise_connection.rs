use super::{
    EnterpriseConnection, EnterpriseConnectionAttributeMappingBody, EnterpriseConnectionCustomAttributeBody,
    EnterpriseConnectionOidcBody,
};
use crate::saml_connections::SamlConnectionLoginHint;
use crate::{Maybe, object, operation};

/// Updates the settings of a connection to a company's identity provider.
///
/// What is left out stays as it is. Making it active deletes verified domains of the same names, through which people
/// were enrolled into organizations.
#[operation(
    id = "UpdateEnterpriseConnection",
    patch = "/enterprise_connections/{enterprise_connection_id}",
    tag = "Enterprise Connections",
    versions = "!2025-03-12",
    returns = EnterpriseConnection,
    errors = "400 402 403 404 422",
    sdk(
        js = "enterpriseConnections.updateEnterpriseConnection(enterpriseConnectionId, { ...deep })",
        python = "enterprise_connections.update(...)",
    ),
)]
pub struct UpdateEnterpriseConnection {
    /// The connection's id, `entconn_…`.
    #[api(path)]
    pub enterprise_connection_id: String,
    /// What to send.
    #[api(body)]
    pub body: UpdateEnterpriseConnectionBody,
}

/// What to change.
#[object(closed)]
#[derive(Default)]
pub struct UpdateEnterpriseConnectionBody {
    /// The name to show.
    pub name: Maybe<String>,
    /// The domains whose people use the connection, in place of all that it has; an empty list changes nothing.
    pub domains: Maybe<Vec<String>>,
    /// Whether signing in with it works.
    pub active: Maybe<bool>,
    /// Whether to take over names and other attributes anew at every sign-in.
    pub sync_user_attributes: Maybe<bool>,
    /// Whether to keep people who sign in through it from adding other identifiers.
    pub disable_additional_identifications: Maybe<bool>,
    /// Whether members of the organization can link an account at the identity provider to the one they have.
    pub allow_organization_account_linking: Maybe<bool>,
    /// The organization that users of the connection are added to, `org_…`. It can be changed, and not taken away.
    pub organization_id: Maybe<String>,
    /// What concerns SAML.
    pub saml: Maybe<UpdateEnterpriseConnectionSaml>,
    /// What concerns OpenID Connect.
    pub oidc: Maybe<EnterpriseConnectionOidcBody>,
    /// What else to take over from the identity provider into a user's metadata, in place of all that is taken over
    /// now; a feature of its own, which the instance needs to have.
    pub custom_attributes: Maybe<Vec<EnterpriseConnectionCustomAttributeBody>>,
}

/// What to change about SAML. It counts only for a connection that speaks it.
#[object(closed)]
#[derive(Default)]
pub struct UpdateEnterpriseConnectionSaml {
    /// The name to show for the SAML part.
    pub name: Maybe<String>,
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
    /// Whether signing in may begin at the identity provider.
    pub allow_idp_initiated: Maybe<bool>,
    /// Whether to tell the identity provider to ask for credentials even if the person is signed in there.
    pub force_authn: Maybe<bool>,
    /// What to tell the identity provider about who is about to sign in.
    pub login_hint: Maybe<SamlConnectionLoginHint>,
}
