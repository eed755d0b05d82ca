use frontdesk_contract::oauth_applications::{CreateOauthApplication, OauthApplicationWithSecret};
use frontdesk_storage::Tx;

use super::attributes::{Attributes, new_application};
use super::present::{present_application, with_secret};
use crate::context::Context;
use crate::error::ApiResult;

pub(crate) fn create_oauth_application(
    cx: &Context,
    tx: &mut Tx<'_, '_>,
    request: &CreateOauthApplication,
) -> ApiResult<OauthApplicationWithSecret> {
    let mut application = new_application(cx);
    Attributes::from(&request.body).apply(cx, &mut application)?;
    let secret = if application.details.public { String::new() } else { cx.shared.ids.oauth_client_secret() };
    application.client_secret_hash = (!secret.is_empty()).then(|| crate::hash_secret(&secret));
    tx.insert_oauth_application(&application)?;
    Ok(with_secret(present_application(cx, application), secret))
}
