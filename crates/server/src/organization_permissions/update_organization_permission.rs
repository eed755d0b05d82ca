use frontdesk_contract::organization_permissions::{Permission, UpdateOrganizationPermission};
use frontdesk_storage::Tx;

use super::attributes::{check_key, key_taken, require_custom};
use super::present::present_permission;
use crate::context::Context;
use crate::error::{ApiError, ApiResult};
use crate::events;
use crate::organization_roles::attributes::{check_description, check_name};
use crate::organizations::access::require_enabled;
use crate::roles::Roles;

/// A new key takes the place of the former one in every role that has it.
pub(crate) fn update_organization_permission(
    cx: &Context,
    tx: &mut Tx<'_, '_>,
    request: &UpdateOrganizationPermission,
) -> ApiResult<Permission> {
    require_enabled(cx)?;
    let roles = Roles::lock(tx)?;
    let (id, body) = (&request.permission_id, &request.body);
    let before = tx.find_permission(id)?.ok_or_else(|| ApiError::not_found("permission", id))?;
    require_custom(&before)?;
    let mut permission = before.clone();
    if let Some(name) = &body.name {
        check_name(name)?;
        permission.name.clone_from(name);
    }
    if let Some(key) = &body.key {
        check_key(key)?;
        permission.key.clone_from(key);
    }
    if let Some(description) = &body.description {
        check_description(description)?;
        permission.description.clone_from(description);
    }
    if permission == before {
        return Ok(present_permission(permission));
    }
    permission.updated_at = cx.now;
    if !tx.update_permission(&permission)? {
        return Err(key_taken(&permission.key));
    }
    for role in roles.all().iter().filter(|role| role.has(&before.key) && permission.key != before.key) {
        let mut renamed = role.clone();
        for key in renamed.permissions.iter_mut().filter(|key| **key == before.key) {
            key.clone_from(&permission.key);
        }
        tx.update_role(role, &renamed)?;
    }
    let shown = present_permission(permission);
    events::record(cx, tx, "permission.updated", &shown.id, &shown)?;
    Ok(shown)
}
