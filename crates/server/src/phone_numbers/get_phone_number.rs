use frontdesk_contract::phone_numbers::{GetPhoneNumber, PhoneNumber};
use frontdesk_storage::{Tx, users as stored};

use crate::context::Context;
use crate::error::ApiResult;
use crate::identifications::find;
use crate::users::present::present_phone_number;

pub(crate) fn get_phone_number(_cx: &Context, tx: &mut Tx<'_, '_>, request: &GetPhoneNumber) -> ApiResult<PhoneNumber> {
    let (_, phone) = find::<stored::PhoneNumber>(tx, &request.phone_number_id)?;
    Ok(present_phone_number(phone))
}
