use frontdesk_contract::users::{DeleteUserProfileImage, User};
use frontdesk_storage::{Tx, users as stored};

use super::change::{get_user, save_user};
use super::present::present_user;
use crate::context::Context;
use crate::error::{ApiResult, kinds};
use crate::images;

pub(crate) fn delete_user_profile_image(
    cx: &Context,
    tx: &mut Tx<'_, '_>,
    request: &DeleteUserProfileImage,
) -> ApiResult<User> {
    let before = get_user(tx, &request.user_id)?;
    let Some(image) = &before.image else {
        return Err(kinds::IMAGE_NOT_FOUND.with(format!("The user {} has no profile image.", before.id)));
    };
    images::delete_image(tx, &image.id)?;
    let user = stored::User { image: None, ..before.clone() };
    Ok(present_user(cx, save_user(cx, tx, &before, user)?))
}
