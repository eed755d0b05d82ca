use frontdesk_contract::Maybe;
use frontdesk_contract::api_keys::{ApiKey, UpdateApiKey};
use frontdesk_storage::Tx;

use super::get_api_key_row;
use super::present::present_key;
use crate::bearer_tokens::claims::check_size;
use crate::bearer_tokens::lifetime::{end, milliseconds};
use crate::context::Context;
use crate::error::{ApiResult, kinds};

/// One whose time was up works again with a new time, unless it was taken back.
pub(crate) fn update_api_key(cx: &Context, tx: &mut Tx<'_, '_>, request: &UpdateApiKey) -> ApiResult<ApiKey> {
    let body = &request.body;
    check_size("claims", &body.claims.value())?;
    check_size("scopes", &body.scopes)?;
    let before = get_api_key_row(tx, &request.api_key_id)?;
    if body.subject.as_ref().is_some_and(|subject| *subject != before.subject) {
        let sentence =
            format!("The key belongs to {}, and keys do not change hands. Make another one.", before.subject);
        return Err(kinds::BAD_REQUEST.param("subject", sentence));
    }
    let mut key = before.clone();
    body.claims.apply(&mut key.details.claims);
    body.description.apply(&mut key.details.description);
    if let Some(scopes) = &body.scopes {
        key.details.scopes.clone_from(scopes);
    }
    match body.seconds_until_expiration {
        Maybe::Absent => {}
        Maybe::Null => (key.expired, key.expires_at) = (false, None),
        Maybe::Value(seconds) => {
            (key.expired, key.expires_at) = (false, Some(end(cx.now, milliseconds(seconds)?)));
        }
    }
    if key != before {
        key.updated_at = cx.now;
        tx.update_api_key(&before, &key)?;
    }
    Ok(present_key(cx, key))
}
