use frontdesk_contract::DeletedObject;
use frontdesk_contract::users::DeleteUser;
use frontdesk_storage::Tx;

use super::change::get_user;
use crate::context::Context;
use crate::error::ApiResult;
use crate::organization_memberships::record::delete_memberships_of_user;
use crate::sessions::record::delete_sessions;
use crate::{events, images};

/// Its API keys and what it granted to applications work no more from now on; of many most go later, in the background.
pub(crate) async fn delete_user(cx: Context, request: DeleteUser) -> ApiResult<DeletedObject> {
    let inner = cx.clone();
    let (left, leaves) = cx.write(move |tx| delete(&inner, tx, &request.user_id)).await?;
    if leaves {
        cx.shared.leftovers.notify_one();
    }
    Ok(left)
}

/// Deletes a user with all that belongs to it. Tells whether something is left for the background.
fn delete(cx: &Context, tx: &mut Tx<'_, '_>, id: &str) -> ApiResult<(DeletedObject, bool)> {
    let user = get_user(tx, id)?;
    // Events of what ends with the user come before that of the user.
    delete_sessions(cx, tx, &user)?;
    tx.delete_sign_in_tokens_of_user(&user.id)?;
    tx.delete_actor_tokens_of_user(&user.id)?;
    tx.delete_agent_tasks_of_user(&user.id)?;
    tx.delete_sign_ups_of_user(&user.id)?;
    tx.delete_trusted_devices_of_user(&user.id)?;
    delete_memberships_of_user(cx, tx, &user.id)?;
    tx.delete_enrollments_of_user(&user.id)?;
    if let Some(image) = &user.image {
        images::delete_image(tx, &image.id)?;
    }
    let leaves = tx.delete_user(&user)?;
    let left = DeletedObject { external_id: user.external_id, ..deleted("user", user.id) };
    events::record(cx, tx, "user.deleted", &left.id, &left)?;
    Ok((left, leaves))
}

/// What is left of an object.
pub(super) fn deleted(object: &str, id: String) -> DeletedObject {
    DeletedObject { object: object.to_owned(), id, slug: None, deleted: true, external_id: None }
}
