use frontdesk_contract::email_addresses::CodeVerification;
use frontdesk_contract::phone_numbers::PreparePhoneNumberVerification;
use frontdesk_storage::users as stored;

use crate::context::Context;
use crate::error::ApiResult;
use crate::identifications::prepare;

pub(crate) async fn prepare_phone_number_verification(
    cx: Context,
    request: PreparePhoneNumberVerification,
) -> ApiResult<CodeVerification> {
    prepare::<stored::PhoneNumber>(cx, request.phone_number_id).await
}
