use frontdesk_contract::email_addresses::{EmailAddress, GetEmailAddress};
use frontdesk_storage::{Tx, users as stored};

use crate::context::Context;
use crate::error::ApiResult;
use crate::identifications::find;
use crate::users::present::present_email_address;

pub(crate) fn get_email_address(
    _cx: &Context,
    tx: &mut Tx<'_, '_>,
    request: &GetEmailAddress,
) -> ApiResult<EmailAddress> {
    let (_, email) = find::<stored::EmailAddress>(tx, &request.email_address_id)?;
    Ok(present_email_address(email))
}
