use frontdesk_contract::organization_roles::{Role, UpdateOrganizationRole};
use frontdesk_storage::Tx;

use super::attributes::{apply_description, check_key, check_name, permission_keys};
use super::change::save_role;
use crate::context::Context;
use crate::error::ApiResult;
use crate::organizations::access::require_enabled;
use crate::role_sets::change::rename_in_settings;
use crate::roles::Roles;

pub(crate) async fn update_organization_role(cx: Context, request: UpdateOrganizationRole) -> ApiResult<Role> {
    require_enabled(&cx)?;
    let inner = cx.clone();
    let role = cx.write(move |tx| update(&inner, tx, &request)).await?;
    // The settings name roles by their keys.
    cx.shared.forget_instances();
    Ok(role)
}

fn update(cx: &Context, tx: &mut Tx<'_, '_>, request: &UpdateOrganizationRole) -> ApiResult<Role> {
    let roles = Roles::lock(tx)?;
    let body = &request.body;
    let before = roles.require_id(&request.organization_role_id)?;
    let mut role = before.clone();
    if let Some(name) = body.name.value() {
        check_name(name)?;
        role.name.clone_from(name);
    }
    if let Some(key) = body.key.value() {
        check_key(key)?;
        role.key.clone_from(key);
    }
    apply_description(&body.description, &mut role.description)?;
    if let Some(ids) = body.permissions.value() {
        role.permissions = permission_keys(tx, ids)?;
    }
    let key = role.key.clone();
    let shown = save_role(cx, tx, &roles, before, role)?;
    if key != before.key {
        rename_in_settings(tx, &before.key, &key)?;
    }
    Ok(shown)
}
