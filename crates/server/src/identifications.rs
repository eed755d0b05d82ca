//! What e-mail addresses and phone numbers have in common: one set of rules for both.

mod change;
mod codes;
mod identifier;
mod remaining;

pub(crate) use crate::users::identifiers::taken;
pub(crate) use change::Change;
pub(crate) use codes::{attempt, code_key, prepare};
pub(crate) use identifier::{Identifier, find, read};

use frontdesk_contract::{DeletedObject, Maybe};
use frontdesk_storage::Tx;
use frontdesk_storage::identifications::Kind;

use crate::context::Context;
use crate::error::{ApiError, ApiResult, kinds};

/// Whether a switch of a request is on; off, `null` and absent are the same.
pub(crate) fn is_on(switch: Maybe<bool>) -> bool {
    switch.value() == Some(&true)
}

/// The refusal to verify what somebody else has claimed meanwhile.
pub(crate) fn claimed(_kind: Kind, value: &str) -> ApiError {
    kinds::IDENTIFICATION_CLAIMED.with(claimed_meanwhile(value))
}

/// As [`claimed`], for operations that know a status for conflicts.
pub(crate) fn claimed_conflict(_kind: Kind, value: &str) -> ApiError {
    kinds::CONFLICT.with(claimed_meanwhile(value))
}

fn claimed_meanwhile(value: &str) -> String {
    format!("`{value}` was verified by or reserved for another user meanwhile, so it cannot be verified here.")
}

/// Deletes an identifier; `linked` refuses one that a connected account brings along.
pub(crate) fn delete<I: Identifier>(
    cx: &Context,
    tx: &mut Tx<'_, '_>,
    id: &str,
    linked: fn(String) -> ApiError,
) -> ApiResult<DeletedObject> {
    let mut change = Change::of_identifier::<I>(tx, id)?;
    change.delete::<I>(cx, id, linked)?;
    change.save(cx, tx, claimed)?;
    tx.delete_verifications_of(&[id.to_owned()])?;
    Ok(DeletedObject {
        object: I::KIND.as_str().to_owned(),
        id: id.to_owned(),
        slug: None,
        deleted: true,
        external_id: None,
    })
}
