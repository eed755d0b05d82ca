use frontdesk_contract::oauth_applications::{GetOauthApplication, OauthApplication};
use frontdesk_storage::Tx;

use super::get_application;
use super::present::present_application;
use crate::context::Context;
use crate::error::ApiResult;

pub(crate) fn get_oauth_application(
    cx: &Context,
    tx: &mut Tx<'_, '_>,
    request: &GetOauthApplication,
) -> ApiResult<OauthApplication> {
    Ok(present_application(cx, get_application(tx, &request.oauth_application_id)?))
}
