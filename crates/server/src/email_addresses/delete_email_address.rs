use frontdesk_contract::DeletedObject;
use frontdesk_contract::email_addresses::DeleteEmailAddress;
use frontdesk_storage::{Tx, users as stored};

use crate::context::Context;
use crate::error::{ApiResult, kinds};
use crate::identifications::delete;

pub(crate) fn delete_email_address(
    cx: &Context,
    tx: &mut Tx<'_, '_>,
    request: &DeleteEmailAddress,
) -> ApiResult<DeletedObject> {
    delete::<stored::EmailAddress>(cx, tx, &request.email_address_id, |sentence| kinds::CONFLICT.with(sentence))
}
