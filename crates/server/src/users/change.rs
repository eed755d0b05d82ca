//! Finding a user to change, and writing the change.

use frontdesk_storage::Tx;
use frontdesk_storage::identifications::Kind;
use frontdesk_storage::users::{Claimed, User};

use super::identifiers::taken;
use super::present::record_user;
use crate::context::Context;
use crate::error::{ApiError, ApiResult};
use crate::organization_domains::enroll;

/// The user of that id, or the refusal.
pub(crate) fn get_user(tx: &mut Tx<'_, '_>, id: &str) -> ApiResult<User> {
    tx.find_user(id)?.ok_or_else(|| not_found(id))
}

/// That there is no such user.
pub(crate) fn not_found(id: &str) -> ApiError {
    ApiError::not_found("user", id)
}

/// Writes a changed user over `before` and gives it as it is stored now. Without a difference nothing
/// is written and `updated_at` stays.
pub(crate) fn save_user(cx: &Context, tx: &mut Tx<'_, '_>, before: &User, user: User) -> ApiResult<User> {
    save_user_or(cx, tx, before, user, taken)
}

/// As [`save_user`]; `claimed` refuses an identifier that belongs to another user.
pub(crate) fn save_user_or(
    cx: &Context,
    tx: &mut Tx<'_, '_>,
    before: &User,
    mut user: User,
    claimed: fn(Kind, &str) -> ApiError,
) -> ApiResult<User> {
    if user == *before {
        return Ok(user);
    }
    match (before.two_factor_enabled(), user.two_factor_enabled()) {
        (false, true) => user.mfa_enabled_at = Some(cx.now),
        (true, false) => user.mfa_disabled_at = Some(cx.now),
        _ => {}
    }
    user.updated_at = cx.now;
    match tx.update_user(before, &user)? {
        Claimed::All => {
            record_user(cx, tx, "user.updated", &user)?;
            enroll::follow_user(cx, tx, Some(before), &user)?;
            Ok(user)
        }
        Claimed::Taken(kind, value) => Err(claimed(kind, &value)),
    }
}

/// Changes the user of that id and gives it as it is stored then.
pub(crate) fn change_user(
    cx: &Context,
    tx: &mut Tx<'_, '_>,
    id: &str,
    change: impl FnOnce(&mut User) -> ApiResult<()>,
) -> ApiResult<User> {
    let before = get_user(tx, id)?;
    let mut user = before.clone();
    change(&mut user)?;
    save_user(cx, tx, &before, user)
}
