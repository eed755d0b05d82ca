use frontdesk_contract::DeletedObject;
use frontdesk_contract::oauth_applications::DeleteOauthApplication;

use super::get_application;
use crate::context::Context;
use crate::error::ApiResult;
use crate::images;

/// Its codes and its tokens work no more from now on; of many grants most go later, in the background.
pub(crate) async fn delete_oauth_application(cx: Context, request: DeleteOauthApplication) -> ApiResult<DeletedObject> {
    let id = request.oauth_application_id.clone();
    let leaves = cx
        .write(move |tx| {
            let application = get_application(tx, &id)?;
            if let Some(image) = &application.details.image {
                images::delete_image(tx, &image.id)?;
            }
            Ok(tx.delete_oauth_application(&application.id)?)
        })
        .await?;
    if leaves {
        cx.shared.leftovers.notify_one();
    }
    Ok(DeletedObject {
        object: "oauth_application".to_owned(),
        id: request.oauth_application_id,
        slug: None,
        deleted: true,
        external_id: None,
    })
}
