use frontdesk_contract::DeletedObject;
use frontdesk_contract::organization_permissions::DeleteOrganizationPermission;
use frontdesk_storage::Tx;

use super::attributes::require_custom;
use crate::context::Context;
use crate::error::{ApiError, ApiResult};
use crate::events;
use crate::organization_roles::present::deleted;
use crate::organizations::access::require_enabled;
use crate::roles::Roles;

pub(crate) fn delete_organization_permission(
    cx: &Context,
    tx: &mut Tx<'_, '_>,
    request: &DeleteOrganizationPermission,
) -> ApiResult<DeletedObject> {
    require_enabled(cx)?;
    let roles = Roles::lock(tx)?;
    let id = &request.permission_id;
    let permission = tx.find_permission(id)?.ok_or_else(|| ApiError::not_found("permission", id))?;
    require_custom(&permission)?;
    for role in roles.all().iter().filter(|role| role.has(&permission.key)) {
        let mut poorer = role.clone();
        poorer.permissions.retain(|key| *key != permission.key);
        tx.update_role(role, &poorer)?;
    }
    tx.delete_permission(id)?;
    let gone = deleted("permission", id);
    events::record(cx, tx, "permission.deleted", id, &gone)?;
    Ok(gone)
}
