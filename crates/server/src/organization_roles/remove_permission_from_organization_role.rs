use frontdesk_contract::organization_roles::{RemovePermissionFromOrganizationRole, Role};
use frontdesk_storage::Tx;

use super::change::save_role;
use crate::context::Context;
use crate::error::{ApiError, ApiResult, kinds};
use crate::organizations::access::require_enabled;
use crate::roles::Roles;

pub(crate) fn remove_permission_from_organization_role(
    cx: &Context,
    tx: &mut Tx<'_, '_>,
    request: &RemovePermissionFromOrganizationRole,
) -> ApiResult<Role> {
    require_enabled(cx)?;
    let roles = Roles::lock(tx)?;
    let before = roles.require_id(&request.organization_role_id)?;
    let id = &request.permission_id;
    let permission = tx.find_permission(id)?.ok_or_else(|| ApiError::not_found("permission", id))?;
    if !before.has(&permission.key) {
        return Err(kinds::ORGANIZATION_ROLE_PERMISSION_ASSOCIATION_NOT_FOUND
            .with(format!("The role {} does not have the permission {}.", before.key, permission.key)));
    }
    let mut role = before.clone();
    role.permissions.retain(|key| *key != permission.key);
    save_role(cx, tx, &roles, before, role)
}
