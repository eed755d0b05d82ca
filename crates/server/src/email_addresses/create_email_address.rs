use frontdesk_contract::email_addresses::{CreateEmailAddress, EmailAddress};
use frontdesk_storage::users as stored;

use super::save;
use crate::context::Context;
use crate::error::ApiResult;
use crate::identifications::{Change, is_on, read, taken};

pub(crate) async fn create_email_address(cx: Context, request: CreateEmailAddress) -> ApiResult<EmailAddress> {
    let inner = cx.clone();
    let (email, message) = cx
        .write(move |tx| {
            let body = &request.body;
            let value = read::<stored::EmailAddress>(&inner, &body.email_address)?;
            let mut change = Change::of_user(tx, &body.user_id)?;
            let (verified, primary) = (is_on(body.verified), is_on(body.primary));
            let id = change.add::<stored::EmailAddress>(&inner, tx, &value, verified, primary)?;
            save(&inner, tx, change, &id, body.notify_primary_email_address_changed, taken)
        })
        .await?;
    cx.deliver(message);
    Ok(email)
}
