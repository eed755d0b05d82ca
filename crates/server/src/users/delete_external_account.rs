use frontdesk_contract::DeletedObject;
use frontdesk_contract::users::DeleteExternalAccount;
use frontdesk_storage::Tx;
use frontdesk_storage::identifications::Kind;

use super::change::change_user;
use super::delete_user::deleted;
use super::identifiers::check_remaining;
use crate::context::Context;
use crate::error::{ApiResult, kinds};

pub(crate) fn delete_external_account(
    cx: &Context,
    tx: &mut Tx<'_, '_>,
    request: &DeleteExternalAccount,
) -> ApiResult<DeletedObject> {
    let id = &request.external_account_id;
    change_user(cx, tx, &request.user_id, |user| {
        // Accounts at Google are shown by their identification, the others by an id of their own: both are taken.
        let position =
            user.external_accounts.iter().position(|account| account.id == *id || account.identification_id == *id);
        let position = position.ok_or_else(|| {
            kinds::EXTERNAL_ACCOUNT_NOT_FOUND.with(format!("The user has no connected account with the id {id}."))
        })?;
        let account = user.external_accounts.remove(position);
        check_remaining(cx.settings(), user, Kind::ExternalAccount)?;
        for email in &mut user.email_addresses {
            let linked = email.linked_to.len();
            email.linked_to.retain(|link| link.id != account.identification_id);
            if email.linked_to.len() < linked {
                email.updated_at = cx.now;
            }
        }
        for phone in &mut user.phone_numbers {
            phone.linked_to.retain(|link| link.id != account.identification_id);
        }
        Ok(())
    })?;
    Ok(deleted("external_account", id.clone()))
}
