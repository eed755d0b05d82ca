use frontdesk_contract::instance_settings::{GetInstanceOauthApplicationSettings, OauthApplicationSettings};

use super::change::read_settings;
use super::present::present_oauth_applications;
use crate::context::Context;
use crate::error::ApiResult;

pub(crate) async fn get_instance_oauth_application_settings(
    cx: Context,
    _request: GetInstanceOauthApplicationSettings,
) -> ApiResult<OauthApplicationSettings> {
    Ok(present_oauth_applications(&read_settings(&cx).await?.oauth_applications))
}
