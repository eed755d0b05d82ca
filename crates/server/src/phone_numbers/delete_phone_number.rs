use frontdesk_contract::DeletedObject;
use frontdesk_contract::phone_numbers::DeletePhoneNumber;
use frontdesk_storage::{Tx, users as stored};

use crate::context::Context;
use crate::error::{ApiResult, kinds};
use crate::identifications::delete;

pub(crate) fn delete_phone_number(
    cx: &Context,
    tx: &mut Tx<'_, '_>,
    request: &DeletePhoneNumber,
) -> ApiResult<DeletedObject> {
    // The operation knows no status for conflicts.
    let linked = |sentence| kinds::IDENTIFICATION_DELETION_FAILED.with(sentence);
    delete::<stored::PhoneNumber>(cx, tx, &request.phone_number_id, linked)
}
