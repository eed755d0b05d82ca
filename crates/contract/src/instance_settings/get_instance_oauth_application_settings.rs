use super::OauthApplicationSettings;
use crate::operation;

/// Retrieves the settings of OAuth applications.
#[operation(
    id = "GetInstanceOAuthApplicationSettings",
    get = "/instance/oauth_application_settings",
    tag = "Instance Settings",
    versions = "!2025-03-12",
    returns = OauthApplicationSettings,
    sdk(python = "instance_settings.get_o_auth_application_settings()"),
)]
pub struct GetInstanceOauthApplicationSettings;
