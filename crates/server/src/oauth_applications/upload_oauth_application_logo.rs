use frontdesk_contract::oauth_applications::{OauthApplication, UploadOauthApplicationLogo};
use frontdesk_storage::users::Image;

use super::get_application;
use super::present::present_application;
use crate::context::Context;
use crate::error::ApiResult;
use crate::images;

pub(crate) async fn upload_oauth_application_logo(
    cx: Context,
    request: UploadOauthApplicationLogo,
) -> ApiResult<OauthApplication> {
    let (id, uploader) = (request.oauth_application_id.clone(), request.uploader_user_id);
    // Before the picture is decoded, which costs far more than the question.
    cx.read(move |tx| {
        get_application(tx, &id)?;
        images::check_uploader(tx, uploader.as_deref())
    })
    .await?;
    let image = images::decode_upload(&cx, request.file).await?;
    let (id, inner) = (request.oauth_application_id, cx.clone());
    let application = cx
        .write(move |tx| {
            let mut application = get_application(tx, &id)?;
            let id = images::store_image(&inner, tx, &image)?;
            if let Some(old) = application.details.image.replace(Image { id }) {
                images::delete_image(tx, &old.id)?;
            }
            application.updated_at = inner.now;
            tx.update_oauth_application(&application)?;
            Ok(application)
        })
        .await?;
    Ok(present_application(&cx, application))
}
