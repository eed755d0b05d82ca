use frontdesk_contract::email_addresses::{AttemptEmailAddressVerification, CodeVerification};
use frontdesk_storage::{Tx, users as stored};

use crate::context::Context;
use crate::error::ApiResult;
use crate::identifications::attempt;

pub(crate) fn attempt_email_address_verification(
    cx: &Context,
    tx: &mut Tx<'_, '_>,
    request: &AttemptEmailAddressVerification,
) -> ApiResult<CodeVerification> {
    let body = &request.body;
    attempt::<stored::EmailAddress>(cx, tx, &request.email_address_id, &body.verification_id, &body.code)
}
