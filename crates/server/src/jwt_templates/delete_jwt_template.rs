use frontdesk_contract::DeletedObject;
use frontdesk_contract::jwt_templates::DeleteJwtTemplate;
use frontdesk_storage::Tx;

use super::template_not_found;
use crate::context::Context;
use crate::error::{ApiResult, kinds};

pub(crate) fn delete_jwt_template(
    cx: &Context,
    tx: &mut Tx<'_, '_>,
    request: &DeleteJwtTemplate,
) -> ApiResult<DeletedObject> {
    let id = &request.template_id;
    let template = tx.lock_jwt_template(id)?.ok_or_else(|| template_not_found("id", id))?;
    if cx.settings().session_token_template_id.as_ref() == Some(&template.id) {
        return Err(kinds::SESSION_TOKEN_JWT_TEMPLATE
            .with("The claims of this template stand in every session token, so it cannot be deleted."));
    }
    tx.delete_jwt_template(id)?;
    Ok(DeletedObject {
        object: "jwt_template".to_owned(),
        id: template.id,
        slug: None,
        deleted: true,
        external_id: None,
    })
}
