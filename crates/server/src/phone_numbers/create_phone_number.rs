use frontdesk_contract::phone_numbers::{CreatePhoneNumber, PhoneNumber};
use frontdesk_storage::{Tx, users as stored};

use super::save;
use crate::context::Context;
use crate::error::{ApiResult, kinds};
use crate::identifications::{Change, is_on, read, taken};

pub(crate) fn create_phone_number(
    cx: &Context,
    tx: &mut Tx<'_, '_>,
    request: &CreatePhoneNumber,
) -> ApiResult<PhoneNumber> {
    let body = &request.body;
    let value = read::<stored::PhoneNumber>(cx, &body.phone_number)?;
    let mut change = Change::of_user(tx, &body.user_id)?;
    let id = change.add::<stored::PhoneNumber>(cx, tx, &value, is_on(body.verified), is_on(body.primary))?;
    if is_on(body.reserved_for_second_factor) {
        change.set_second_factor(&id, true, |sentence| {
            kinds::IDENTIFICATION_CREATE_SECOND_FACTOR_UNVERIFIED.param("reserved_for_second_factor", sentence)
        })?;
    }
    save(cx, tx, change, &id, taken)
}
