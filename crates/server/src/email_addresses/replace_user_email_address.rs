use frontdesk_contract::email_addresses::{EmailAddress, IdentificationStatus, ReplaceUserEmailAddress};
use frontdesk_storage::users as stored;

use super::save;
use crate::context::Context;
use crate::error::ApiResult;
use crate::identifications::{Change, read, taken};

pub(crate) async fn replace_user_email_address(
    cx: Context,
    request: ReplaceUserEmailAddress,
) -> ApiResult<EmailAddress> {
    let inner = cx.clone();
    let (email, message) = cx
        .write(move |tx| {
            let body = &request.body;
            let status = body.identification_status.as_ref().unwrap_or(&IdentificationStatus::Verified);
            let value = read::<stored::EmailAddress>(&inner, &body.email_address)?;
            let mut change = Change::of_user(tx, &request.user_id)?;
            let id = change.replace::<stored::EmailAddress>(&inner, tx, &value, status)?;
            save(&inner, tx, change, &id, body.notify_primary_email_address_changed, taken)
        })
        .await?;
    cx.deliver(message);
    Ok(email)
}
