use frontdesk_contract::email_addresses::IdentificationStatus;
use frontdesk_contract::phone_numbers::{PhoneNumber, ReplaceUserPhoneNumber};
use frontdesk_storage::{Tx, users as stored};

use super::save;
use crate::context::Context;
use crate::error::ApiResult;
use crate::identifications::{Change, read, taken};

pub(crate) fn replace_user_phone_number(
    cx: &Context,
    tx: &mut Tx<'_, '_>,
    request: &ReplaceUserPhoneNumber,
) -> ApiResult<PhoneNumber> {
    let body = &request.body;
    let status = body.identification_status.as_ref().unwrap_or(&IdentificationStatus::Verified);
    let value = read::<stored::PhoneNumber>(cx, &body.phone_number)?;
    let mut change = Change::of_user(tx, &request.user_id)?;
    let id = change.replace::<stored::PhoneNumber>(cx, tx, &value, status)?;
    save(cx, tx, change, &id, taken)
}
