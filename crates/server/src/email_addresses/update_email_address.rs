use frontdesk_contract::email_addresses::{EmailAddress, UpdateEmailAddress};
use frontdesk_storage::users as stored;

use super::save;
use crate::context::Context;
use crate::error::ApiResult;
use crate::identifications::{Change, claimed_conflict, is_on};

pub(crate) async fn update_email_address(cx: Context, request: UpdateEmailAddress) -> ApiResult<EmailAddress> {
    let inner = cx.clone();
    let (email, message) = cx
        .write(move |tx| {
            let (id, body) = (&request.email_address_id, &request.body);
            let mut change = Change::of_identifier::<stored::EmailAddress>(tx, id)?;
            if is_on(body.verified) {
                change.verify::<stored::EmailAddress>(id, stored::Verification::admin());
            }
            if is_on(body.primary) {
                change.make_primary::<stored::EmailAddress>(id)?;
            }
            save(&inner, tx, change, id, body.notify_primary_email_address_changed, claimed_conflict)
        })
        .await?;
    cx.deliver(message);
    Ok(email)
}
