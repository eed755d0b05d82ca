use frontdesk_contract::oauth_applications::{OauthApplicationWithSecret, RotateOauthApplicationSecret};
use frontdesk_storage::Tx;

use super::get_application;
use super::present::{present_application, with_secret};
use crate::context::Context;
use crate::error::{ApiResult, kinds};

/// The secret before works no more at once; tokens that were issued stay good.
pub(crate) fn rotate_oauth_application_secret(
    cx: &Context,
    tx: &mut Tx<'_, '_>,
    request: &RotateOauthApplicationSecret,
) -> ApiResult<OauthApplicationWithSecret> {
    let mut application = get_application(tx, &request.oauth_application_id)?;
    if application.details.public {
        return Err(kinds::AUTHORIZATION_INVALID.with(
            "The application is public, so that it has no secret. Set `public` to false first if it can keep one.",
        ));
    }
    let secret = cx.shared.ids.oauth_client_secret();
    application.client_secret_hash = Some(crate::hash_secret(&secret));
    application.updated_at = cx.now;
    tx.update_oauth_application(&application)?;
    Ok(with_secret(present_application(cx, application), secret))
}
