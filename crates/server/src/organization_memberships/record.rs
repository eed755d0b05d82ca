//! The events of memberships that end with something else.

use frontdesk_storage::organization_memberships::{MembershipFilter, MembershipPage};
use frontdesk_storage::users::UserFilter;
use frontdesk_storage::{Signed, Tx};

use super::present::present_memberships;
use crate::context::Context;
use crate::error::ApiResult;
use crate::events;

/// How many memberships are read at a time.
const CHUNK: i64 = 100;

/// Takes a user out of every organization. The row of the user must be locked.
pub(crate) fn delete_memberships_of_user(cx: &Context, tx: &mut Tx<'_, '_>, user_id: &str) -> ApiResult<()> {
    let user_ids = Signed { include: vec![user_id.to_owned()], exclude: Vec::new() };
    let users = UserFilter { user_ids, ..UserFilter::default() };
    let filter = MembershipFilter { users, ..MembershipFilter::default() };
    let mut offset = 0;
    loop {
        let page = MembershipPage { limit: CHUNK, offset, ..MembershipPage::default() };
        let memberships = tx.list_memberships(&filter, &page)?;
        let last = i64::try_from(memberships.len()).unwrap_or(i64::MAX) < CHUNK;
        for membership in present_memberships(cx, tx, memberships)? {
            events::record(cx, tx, "organizationMembership.deleted", &membership.id, &membership)?;
        }
        if last {
            break;
        }
        offset += CHUNK;
    }
    Ok(tx.delete_memberships_of_user(user_id)?)
}
