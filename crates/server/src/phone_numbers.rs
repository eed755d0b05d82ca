//! Phone numbers of users.

use frontdesk_contract::phone_numbers::PhoneNumber;
use frontdesk_storage::Tx;
use frontdesk_storage::identifications::Kind;

use crate::api::routes;
use crate::context::Context;
use crate::error::{ApiError, ApiResult, kinds};
use crate::identifications::Change;
use crate::users::present::present_phone_number;

routes! {
    read get_phone_number,
    write create_phone_number,
    write update_phone_number,
    write delete_phone_number,
    flow prepare_phone_number_verification,
    write attempt_phone_number_verification,
    write replace_user_phone_number,
}

/// Writes a change and gives the number of that id as it is then.
fn save(
    cx: &Context,
    tx: &mut Tx<'_, '_>,
    change: Change,
    id: &str,
    claimed: fn(Kind, &str) -> ApiError,
) -> ApiResult<PhoneNumber> {
    let found = change.save(cx, tx, claimed)?.phone_numbers.into_iter().find(|phone| phone.id == id);
    found.map(present_phone_number).ok_or_else(|| kinds::INTERNAL.with("The number was lost on the way."))
}
