use frontdesk_contract::oauth_applications::{OauthApplication, UpdateOauthApplication};
use frontdesk_storage::Tx;

use super::attributes::Attributes;
use super::get_application;
use super::present::present_application;
use crate::context::Context;
use crate::error::ApiResult;

/// An application that becomes public loses its secret; one that is public no longer gets one when it is rotated.
pub(crate) fn update_oauth_application(
    cx: &Context,
    tx: &mut Tx<'_, '_>,
    request: &UpdateOauthApplication,
) -> ApiResult<OauthApplication> {
    let before = get_application(tx, &request.oauth_application_id)?;
    let mut application = before.clone();
    Attributes::from(&request.body).apply(cx, &mut application)?;
    if application != before {
        application.updated_at = cx.now;
        tx.update_oauth_application(&application)?;
    }
    Ok(present_application(cx, application))
}
