use frontdesk_contract::role_sets::{AddRolesToRoleSet, RoleSet};
use frontdesk_storage::Tx;

use super::attributes::{choose, read_roles};
use super::change::{add_roles, save_role_set, tell_settings};
use super::present::present_one;
use crate::context::Context;
use crate::error::ApiResult;
use crate::organizations::access::require_enabled;
use crate::roles::{Roles, require_creator_eligible};

/// A role that the role set holds already stays as it is, so that a request can be repeated.
pub(crate) async fn add_roles_to_role_set(cx: Context, request: AddRolesToRoleSet) -> ApiResult<RoleSet> {
    require_enabled(&cx)?;
    let inner = cx.clone();
    let set = cx.write(move |tx| add(&inner, tx, &request)).await?;
    // The settings tell the role of creators.
    cx.shared.forget_instances();
    Ok(set)
}

fn add(cx: &Context, tx: &mut Tx<'_, '_>, request: &AddRolesToRoleSet) -> ApiResult<RoleSet> {
    let roles = Roles::lock(tx)?;
    let body = &request.body;
    let before = roles.find_set(&request.role_set_key_or_id)?;
    let added = read_roles(&roles, "role_keys", &body.role_keys)?;
    let mut set = before.clone();
    if let Some(key) = &body.default_role_key {
        set.default_role.clone_from(&choose("default_role_key", key, &added)?.id);
    }
    if let Some(key) = &body.creator_role_key {
        let role = choose("creator_role_key", key, &added)?;
        require_creator_eligible(role)?;
        set.creator_role.clone_from(&role.id);
    }
    add_roles(cx, tx, &mut set, &added)?;
    save_role_set(cx, tx, before, &mut set)?;
    tell_settings(tx, &roles, &set)?;
    present_one(tx, &roles, set)
}
