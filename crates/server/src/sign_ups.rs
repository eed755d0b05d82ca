//! Sign-ups: attempts of people to become users, which front ends make.

use frontdesk_storage::Tx;
use frontdesk_storage::sign_ups::SignUp;

use crate::api::routes;
use crate::error::{ApiResult, kinds};

mod present;

routes! {
    read get_sign_up,
    write update_sign_up,
}

/// The sign-up of that id, or the refusal.
fn find(tx: &mut Tx<'_, '_>, id: &str) -> ApiResult<SignUp> {
    tx.find_sign_up(id)?
        .ok_or_else(|| kinds::SIGN_UP_NOT_FOUND.with(format!("There is no sign-up with the id {id} in this instance.")))
}
