use frontdesk_contract::role_sets::{GetRoleSet, RoleSet};
use frontdesk_storage::Tx;

use super::present::present_one;
use crate::context::Context;
use crate::error::ApiResult;
use crate::organizations::access::require_enabled;
use crate::roles::Roles;

pub(crate) fn get_role_set(cx: &Context, tx: &mut Tx<'_, '_>, request: &GetRoleSet) -> ApiResult<RoleSet> {
    require_enabled(cx)?;
    let roles = Roles::read(tx)?;
    let set = roles.find_set(&request.role_set_key_or_id)?.clone();
    present_one(tx, &roles, set)
}
