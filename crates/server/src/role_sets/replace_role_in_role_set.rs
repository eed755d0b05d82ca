use frontdesk_contract::role_sets::{ReplaceRoleInRoleSet, RoleSet};
use frontdesk_storage::Tx;
use frontdesk_storage::roles::Role;

use super::attributes::choose;
use super::change::{rename_in_settings, save_role_set, tell_settings};
use super::present::present_one;
use crate::context::Context;
use crate::error::{ApiResult, kinds};
use crate::organizations::access::require_enabled;
use crate::roles::{Roles, require_creator_eligible};

/// Members and invitations have the other role at once, however many there are: see `frontdesk_storage::role_sets`.
pub(crate) async fn replace_role_in_role_set(cx: Context, request: ReplaceRoleInRoleSet) -> ApiResult<RoleSet> {
    require_enabled(&cx)?;
    let inner = cx.clone();
    let set = cx.write(move |tx| replace(&inner, tx, &request)).await?;
    // The settings tell the role of creators.
    cx.shared.forget_instances();
    Ok(set)
}

fn replace(cx: &Context, tx: &mut Tx<'_, '_>, request: &ReplaceRoleInRoleSet) -> ApiResult<RoleSet> {
    let roles = Roles::lock(tx)?;
    let body = &request.body;
    let before = roles.find_set(&request.role_set_key_or_id)?;
    for (name, key) in [("role_key", &body.role_key), ("to_role_key", &body.to_role_key)] {
        roles.require_key(name, key)?;
    }
    let held: Vec<&Role> = before.roles.iter().filter_map(|id| roles.find(id)).collect();
    let from = choose("role_key", &body.role_key, &held)?;
    let to = choose("to_role_key", &body.to_role_key, &held)?;
    if from.id == to.id {
        return Err(kinds::FORM_PARAM_VALUE_INVALID
            .param("to_role_key", format!("{} cannot take its own place: name another role.", to.key)));
    }
    let mut set = before.clone();
    set.roles.retain(|id| *id != from.id);
    if set.creator_role == from.id {
        require_creator_eligible(to)?;
        set.creator_role.clone_from(&to.id);
    }
    if set.default_role == from.id {
        set.default_role.clone_from(&to.id);
    }
    tx.map_slots(&set.id, &[(from.key.clone(), to.key.clone())])?;
    save_role_set(cx, tx, before, &mut set)?;
    if set.initial {
        rename_in_settings(tx, &from.key, &to.key)?;
    }
    tell_settings(tx, &roles, &set)?;
    present_one(tx, &roles, set)
}
