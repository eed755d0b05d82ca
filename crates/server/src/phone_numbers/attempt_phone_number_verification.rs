use frontdesk_contract::email_addresses::CodeVerification;
use frontdesk_contract::phone_numbers::AttemptPhoneNumberVerification;
use frontdesk_storage::{Tx, users as stored};

use crate::context::Context;
use crate::error::ApiResult;
use crate::identifications::attempt;

pub(crate) fn attempt_phone_number_verification(
    cx: &Context,
    tx: &mut Tx<'_, '_>,
    request: &AttemptPhoneNumberVerification,
) -> ApiResult<CodeVerification> {
    let body = &request.body;
    attempt::<stored::PhoneNumber>(cx, tx, &request.phone_number_id, &body.verification_id, &body.code)
}
