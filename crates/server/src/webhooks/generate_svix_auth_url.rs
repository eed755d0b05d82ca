use frontdesk_contract::webhooks::{GenerateSvixAuthUrl, SvixUrl};

use super::link::{missing, sign_link};
use crate::context::Context;
use crate::error::ApiResult;

pub(crate) async fn generate_svix_auth_url(cx: Context, _: GenerateSvixAuthUrl) -> ApiResult<SvixUrl> {
    let application = cx.read(|tx| Ok(tx.find_webhook_application()?)).await?.ok_or_else(missing)?;
    sign_link(&cx, application).await
}
