//! E-mail addresses of users.

use frontdesk_contract::Maybe;
use frontdesk_contract::email_addresses::EmailAddress;
use frontdesk_storage::Tx;
use frontdesk_storage::identifications::Kind;
use frontdesk_storage::users as stored;

use crate::api::routes;
use crate::context::Context;
use crate::delivery::Message;
use crate::error::{ApiError, ApiResult, kinds};
use crate::identifications::{Change, is_on};
use crate::messages;
use crate::users::present::present_email_address;

routes! {
    read get_email_address,
    flow create_email_address,
    flow update_email_address,
    write delete_email_address,
    flow prepare_email_address_verification,
    write attempt_email_address_verification,
    flow replace_user_email_address,
}

/// Writes a change and gives the address of that id as it is then, with the message to send once it is durable.
fn save(
    cx: &Context,
    tx: &mut Tx<'_, '_>,
    change: Change,
    id: &str,
    notify: Maybe<bool>,
    claimed: fn(Kind, &str) -> ApiError,
) -> ApiResult<(EmailAddress, Option<Message>)> {
    let message = if is_on(notify) { change.primary_email_address_notice(cx) } else { None };
    let user = change.save(cx, tx, claimed)?;
    if let Some(Message::PrimaryEmailAddressChanged { to, email_address }) = &message {
        messages::primary_email_address_changed(cx, tx, &user, to, email_address)?;
    }
    Ok((present(user, id)?, message))
}

fn present(user: stored::User, id: &str) -> ApiResult<EmailAddress> {
    let found = user.email_addresses.into_iter().find(|email| email.id == id);
    found.map(present_email_address).ok_or_else(|| kinds::INTERNAL.with("The address was lost on the way."))
}
