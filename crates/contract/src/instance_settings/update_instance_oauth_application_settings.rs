use super::OauthApplicationSettings;
use crate::{Maybe, object, operation};

/// Updates the settings of OAuth applications.
///
/// What is left out stays as it is.
#[operation(
    id = "UpdateInstanceOAuthApplicationSettings",
    patch = "/instance/oauth_application_settings",
    tag = "Instance Settings",
    versions = "!2025-03-12",
    returns = OauthApplicationSettings,
    errors = "422",
    sdk(python = "instance_settings.update_o_auth_application_settings(request)"),
)]
pub struct UpdateInstanceOauthApplicationSettings {
    /// What to send.
    #[api(body, required = "none")]
    pub body: UpdateInstanceOauthApplicationSettingsBody,
}

/// What to change.
#[object(closed)]
#[derive(Default)]
pub struct UpdateInstanceOauthApplicationSettingsBody {
    /// Whether applications may register by themselves, as in RFC 7591.
    pub dynamic_oauth_client_registration: Maybe<bool>,
    /// All scopes of applications that name none; `null` goes back to those of the service.
    pub default_scopes: Maybe<Vec<String>>,
    /// Whether access tokens are JWTs; otherwise they say nothing by themselves and have to be looked up.
    pub oauth_jwt_access_tokens: Maybe<bool>,
    /// Whether the metadata of the authorization server say that a client's id may be the URL of its own metadata.
    pub client_id_metadata_documents_advertised: Maybe<bool>,
    /// Whether to refuse clients with such a URL unless they are known already. One that is deleted is unknown again.
    pub client_id_metadata_documents_only_allow_pre_registered_clients: Maybe<bool>,
    /// Whether to refuse clients with such a URL unless somebody has allowed them. Tokens that they hold stay valid.
    pub client_id_metadata_documents_block_implicitly_allowed_clients: Maybe<bool>,
}
