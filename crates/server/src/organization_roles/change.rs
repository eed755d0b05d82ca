//! Writing a changed role.

use frontdesk_contract::organization_roles as api;
use frontdesk_storage::Tx;
use frontdesk_storage::roles::Role;

use super::attributes::key_taken;
use super::present::present_role;
use crate::context::Context;
use crate::error::ApiResult;
use crate::events;
use crate::roles::{Roles, require_creator_eligible};

/// Writes a changed role over `before` and gives it as the API shows it. Without a difference nothing is written and
/// `updated_at` stays. The roles must be locked.
pub(super) fn save_role(
    cx: &Context,
    tx: &mut Tx<'_, '_>,
    roles: &Roles,
    before: &Role,
    mut role: Role,
) -> ApiResult<api::Role> {
    if role == *before {
        return present_role(tx, role);
    }
    // Those who create an organization keep what somebody there must be able to do.
    if roles.sets().iter().any(|set| set.creator_role == role.id) {
        require_creator_eligible(&role)?;
    }
    role.updated_at = cx.now;
    if !tx.update_role(before, &role)? {
        return Err(key_taken(&role.key));
    }
    let shown = present_role(tx, role)?;
    events::record(cx, tx, "role.updated", &shown.id, &shown)?;
    Ok(shown)
}
