use frontdesk_contract::DeletedObject;
use frontdesk_contract::users::DeleteUser;
use frontdesk_storage::Tx;

use super::change::get_user;
use crate::context::Context;
use crate::error::ApiResult;
use crate::images;

pub(crate) fn delete_user(_: &Context, tx: &mut Tx<'_, '_>, request: &DeleteUser) -> ApiResult<DeletedObject> {
    let user = get_user(tx, &request.user_id)?;
    tx.delete_sessions_of_user(&user.id)?;
    tx.delete_sign_in_tokens_of_user(&user.id)?;
    tx.delete_actor_tokens_of_user(&user.id)?;
    tx.delete_agent_tasks_of_user(&user.id)?;
    tx.delete_sign_ups_of_user(&user.id)?;
    tx.delete_trusted_devices_of_user(&user.id)?;
    tx.delete_memberships_of_user(&user.id)?;
    tx.delete_enrollments_of_user(&user.id)?;
    if let Some(image) = &user.image {
        images::delete_image(tx, &image.id)?;
    }
    tx.delete_user(&user)?;
    Ok(DeletedObject { external_id: user.external_id, ..deleted("user", user.id) })
}

/// What is left of an object.
pub(super) fn deleted(object: &str, id: String) -> DeletedObject {
    DeletedObject { object: object.to_owned(), id, slug: None, deleted: true, external_id: None }
}
