//! From what is stored of an application to what the API shows of it.

use frontdesk_contract::oauth_applications::{OauthApplication, OauthApplicationWithSecret};
use frontdesk_storage::oauth_applications as stored;

use crate::context::Context;
use crate::images;

pub(super) fn present_application(cx: &Context, application: stored::OauthApplication) -> OauthApplication {
    let details = application.details;
    let frontend_api = cx.instance.issuer();
    let at = |path: &str| format!("{frontend_api}{path}");
    OauthApplication {
        object: "oauth_application".into(),
        id: application.id,
        instance_id: cx.instance.row.id.clone(),
        name: application.name,
        client_id: application.client_id,
        client_uri: details.client_uri,
        client_image_url: details.image.map(|image| images::uploaded_image_url(cx, &image.id)),
        dynamically_registered: details.dynamically_registered,
        consent_screen_enabled: details.consent_screen_enabled,
        pkce_required: details.pkce_required,
        public: details.public,
        scopes: details.scopes.join(" "),
        callback_url: details.redirect_uris.first().cloned().unwrap_or_default(),
        redirect_uris: details.redirect_uris,
        authorize_url: at("/oauth/authorize"),
        token_fetch_url: at("/oauth/token"),
        user_info_url: at("/oauth/userinfo"),
        discovery_url: at("/.well-known/openid-configuration"),
        token_introspection_url: at("/oauth/token_info"),
        created_at: application.created_at,
        updated_at: application.updated_at,
    }
}

/// An application with the secret that it was just given; an empty one for those that have none.
pub(super) fn with_secret(shown: OauthApplication, client_secret: String) -> OauthApplicationWithSecret {
    OauthApplicationWithSecret {
        object: shown.object,
        id: shown.id,
        instance_id: shown.instance_id,
        name: shown.name,
        client_id: shown.client_id,
        client_secret: Some(client_secret),
        client_uri: shown.client_uri,
        client_image_url: shown.client_image_url,
        dynamically_registered: shown.dynamically_registered,
        consent_screen_enabled: shown.consent_screen_enabled,
        pkce_required: shown.pkce_required,
        public: shown.public,
        scopes: shown.scopes,
        redirect_uris: shown.redirect_uris,
        callback_url: shown.callback_url,
        authorize_url: shown.authorize_url,
        token_fetch_url: shown.token_fetch_url,
        user_info_url: shown.user_info_url,
        discovery_url: shown.discovery_url,
        token_introspection_url: shown.token_introspection_url,
        created_at: shown.created_at,
        updated_at: shown.updated_at,
    }
}
