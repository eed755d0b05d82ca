use frontdesk_contract::Maybe;
use frontdesk_contract::instance_settings::{OauthApplicationSettings, UpdateInstanceOauthApplicationSettings};

use super::change::{change_settings, set};
use super::checks::scopes;
use super::present::present_oauth_applications;
use crate::context::Context;
use crate::error::ApiResult;

pub(crate) async fn update_instance_oauth_application_settings(
    cx: Context,
    request: UpdateInstanceOauthApplicationSettings,
) -> ApiResult<OauthApplicationSettings> {
    let body = request.body;
    let default_scopes = match &body.default_scopes {
        Maybe::Absent => Maybe::Absent,
        Maybe::Null => Maybe::Null,
        Maybe::Value(given) => Maybe::Value(scopes(given)?),
    };
    change_settings(&cx, move |_, settings| {
        let applications = &mut settings.oauth_applications;
        default_scopes.apply(&mut applications.default_scopes);
        set(&body.dynamic_oauth_client_registration, &mut applications.dynamic_client_registration);
        set(&body.oauth_jwt_access_tokens, &mut applications.jwt_access_tokens);
        set(&body.client_id_metadata_documents_advertised, &mut applications.client_id_metadata_documents_advertised);
        set(
            &body.client_id_metadata_documents_only_allow_pre_registered_clients,
            &mut applications.client_id_metadata_documents_only_allow_pre_registered_clients,
        );
        set(
            &body.client_id_metadata_documents_block_implicitly_allowed_clients,
            &mut applications.client_id_metadata_documents_block_implicitly_allowed_clients,
        );
        Ok(present_oauth_applications(applications))
    })
    .await
}
