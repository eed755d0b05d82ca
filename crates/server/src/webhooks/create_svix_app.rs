use frontdesk_contract::webhooks::{CreateSvixApp, SvixUrl};
use frontdesk_storage::webhook_applications::WebhookApplication;

use super::link::sign_link;
use crate::context::Context;
use crate::error::{ApiResult, kinds};

pub(crate) async fn create_svix_app(cx: Context, _: CreateSvixApp) -> ApiResult<SvixUrl> {
    let application = WebhookApplication { id: cx.new_id("app"), created_at: cx.now };
    let row = application.clone();
    cx.write(move |tx| {
        if tx.insert_webhook_application(&row)? {
            return Ok(());
        }
        Err(kinds::SVIX_APP_EXISTS
            .with("Webhooks are on in this instance already. POST /webhooks/svix_url makes a link to them."))
    })
    .await?;
    sign_link(&cx, application).await
}
