use frontdesk_contract::email_addresses::{CodeVerification, PrepareEmailAddressVerification};
use frontdesk_storage::users as stored;

use crate::context::Context;
use crate::error::ApiResult;
use crate::identifications::prepare;

pub(crate) async fn prepare_email_address_verification(
    cx: Context,
    request: PrepareEmailAddressVerification,
) -> ApiResult<CodeVerification> {
    prepare::<stored::EmailAddress>(cx, request.email_address_id).await
}
