use frontdesk_contract::users::{SetUserProfileImage, User};
use frontdesk_storage::users as stored;

use super::change::{get_user, save_user};
use super::present::present_user;
use crate::context::Context;
use crate::error::{ApiResult, kinds};
use crate::images;

pub(crate) async fn set_user_profile_image(cx: Context, request: SetUserProfileImage) -> ApiResult<User> {
    let SetUserProfileImage { user_id, file } = request;
    let file = file.ok_or_else(|| {
        kinds::REQUEST_BODY_INVALID.with("Send the picture as the part `file` of a multipart/form-data body.")
    })?;
    let image = images::decode_upload(&cx, file).await?;
    let inner = cx.clone();
    let user = cx
        .write(move |tx| {
            let before = get_user(tx, &user_id)?;
            let id = images::store_image(&inner, tx, &image)?;
            if let Some(old) = &before.image {
                images::delete_image(tx, &old.id)?;
            }
            let user = stored::User { image: Some(stored::Image { id }), ..before.clone() };
            save_user(&inner, tx, &before, user)
        })
        .await?;
    Ok(present_user(&cx, user))
}
