use frontdesk_contract::DeletedObject;
use frontdesk_contract::redirect_urls::DeleteRedirectUrl;
use frontdesk_storage::Tx;

use super::present::not_found;
use crate::context::Context;
use crate::error::ApiResult;

pub(crate) fn delete_redirect_url(
    _: &Context,
    tx: &mut Tx<'_, '_>,
    request: &DeleteRedirectUrl,
) -> ApiResult<DeletedObject> {
    if !tx.delete_redirect_url(&request.id)? {
        return Err(not_found(&request.id));
    }
    let (object, id) = ("redirect_url".to_owned(), request.id.clone());
    Ok(DeletedObject { object, id, slug: None, deleted: true, external_id: None })
}
