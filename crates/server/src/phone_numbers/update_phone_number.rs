use frontdesk_contract::phone_numbers::{PhoneNumber, UpdatePhoneNumber};
use frontdesk_storage::{Tx, users as stored};

use super::save;
use crate::context::Context;
use crate::error::{ApiResult, kinds};
use crate::identifications::{Change, claimed, is_on};

pub(crate) fn update_phone_number(
    cx: &Context,
    tx: &mut Tx<'_, '_>,
    request: &UpdatePhoneNumber,
) -> ApiResult<PhoneNumber> {
    let (id, body) = (&request.phone_number_id, &request.body);
    let mut change = Change::of_identifier::<stored::PhoneNumber>(tx, id)?;
    if is_on(body.verified) {
        change.verify::<stored::PhoneNumber>(id, stored::Verification::admin());
    }
    if is_on(body.primary) {
        change.make_primary::<stored::PhoneNumber>(id)?;
    }
    if let Some(&is_factor) = body.reserved_for_second_factor.value() {
        change.set_second_factor(id, is_factor, |sentence| {
            kinds::IDENTIFICATION_UPDATE_SECOND_FACTOR_UNVERIFIED.param("reserved_for_second_factor", sentence)
        })?;
    }
    save(cx, tx, change, id, claimed)
}
