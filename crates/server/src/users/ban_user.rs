use frontdesk_contract::users::{BanUser, User};
use frontdesk_storage::{Tx, users as stored};

use super::change::{get_user, save_user};
use super::present::present_user;
use crate::context::Context;
use crate::error::ApiResult;
use crate::sessions::record::revoke_sessions;

pub(crate) fn ban_user(cx: &Context, tx: &mut Tx<'_, '_>, request: &BanUser) -> ApiResult<User> {
    let user = get_user(tx, &request.user_id)?;
    Ok(present_user(cx, set_banned(cx, tx, user, true)?))
}

/// Bans a user, whose sessions end, or lifts the ban, after which they stay ended.
pub(super) fn set_banned(
    cx: &Context,
    tx: &mut Tx<'_, '_>,
    before: stored::User,
    banned: bool,
) -> ApiResult<stored::User> {
    if before.banned == banned {
        return Ok(before);
    }
    let user = stored::User { banned, ..before.clone() };
    let user = save_user(cx, tx, &before, user)?;
    if banned {
        revoke_sessions(cx, tx, &user)?;
    }
    Ok(user)
}
