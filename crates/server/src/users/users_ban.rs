use std::collections::HashMap;

use frontdesk_contract::users::{User, UsersBan};
use frontdesk_storage::Tx;

use super::ban_user::set_banned;
use super::change::not_found;
use super::present::present_user;
use crate::context::Context;
use crate::error::ApiResult;

pub(crate) fn users_ban(cx: &Context, tx: &mut Tx<'_, '_>, request: &UsersBan) -> ApiResult<Vec<User>> {
    set_all_banned(cx, tx, &request.body.user_ids, true)
}

/// Bans users or lifts their bans, all or none of them. The answer is in the order of the request; an id that
/// is repeated there is answered once.
pub(super) fn set_all_banned(
    cx: &Context,
    tx: &mut Tx<'_, '_>,
    user_ids: &[String],
    banned: bool,
) -> ApiResult<Vec<User>> {
    let mut ids: Vec<String> = Vec::with_capacity(user_ids.len());
    for id in user_ids {
        if !ids.contains(id) {
            ids.push(id.clone());
        }
    }
    let mut found: HashMap<String, _> = tx.lock_users(&ids)?.into_iter().map(|user| (user.id.clone(), user)).collect();
    let mut answer = Vec::with_capacity(ids.len());
    for id in &ids {
        let user = found.remove(id).ok_or_else(|| not_found(id))?;
        answer.push(present_user(cx, set_banned(cx, tx, user, banned)?));
    }
    Ok(answer)
}
