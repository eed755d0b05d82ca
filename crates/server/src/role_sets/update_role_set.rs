use frontdesk_contract::role_sets::{RoleSet, UpdateRoleSet};
use frontdesk_storage::Tx;
use frontdesk_storage::roles::Role;

use super::attributes::{check_key, choose};
use super::change::{demote_initial, save_role_set, tell_settings};
use super::present::present_one;
use crate::context::Context;
use crate::error::ApiResult;
use crate::organization_roles::attributes::{apply_description, check_name};
use crate::organizations::access::require_enabled;
use crate::roles::{Roles, require_creator_eligible};

/// What is left out or `null` stays, but for the description, which `null` clears.
pub(crate) async fn update_role_set(cx: Context, request: UpdateRoleSet) -> ApiResult<RoleSet> {
    require_enabled(&cx)?;
    let inner = cx.clone();
    let set = cx.write(move |tx| update(&inner, tx, &request)).await?;
    // The settings tell the role of creators.
    cx.shared.forget_instances();
    Ok(set)
}

fn update(cx: &Context, tx: &mut Tx<'_, '_>, request: &UpdateRoleSet) -> ApiResult<RoleSet> {
    let roles = Roles::lock(tx)?;
    let body = &request.body;
    let before = roles.find_set(&request.role_set_key_or_id)?;
    let mut set = before.clone();
    if let Some(name) = body.name.value() {
        check_name(name)?;
        set.name.clone_from(name);
    }
    if let Some(key) = body.key.value() {
        check_key(key)?;
        set.key.clone_from(key);
    }
    apply_description(&body.description, &mut set.description)?;
    let held: Vec<&Role> = before.roles.iter().filter_map(|id| roles.find(id)).collect();
    if let Some(key) = body.default_role_key.value() {
        set.default_role.clone_from(&choose("default_role_key", key, &held)?.id);
    }
    if let Some(key) = body.creator_role_key.value() {
        let role = choose("creator_role_key", key, &held)?;
        require_creator_eligible(role)?;
        set.creator_role.clone_from(&role.id);
    }
    // The declaration knows no other value.
    if body.r#type.value().is_some() {
        demote_initial(cx, tx, &roles, &set.id)?;
        set.initial = true;
    }
    save_role_set(cx, tx, before, &mut set)?;
    tell_settings(tx, &roles, &set)?;
    present_one(tx, &roles, set)
}
