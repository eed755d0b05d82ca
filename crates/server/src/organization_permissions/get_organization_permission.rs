use frontdesk_contract::organization_permissions::{GetOrganizationPermission, Permission};
use frontdesk_storage::Tx;

use super::present::present_permission;
use crate::context::Context;
use crate::error::{ApiError, ApiResult};
use crate::organizations::access::require_enabled;

pub(crate) fn get_organization_permission(
    cx: &Context,
    tx: &mut Tx<'_, '_>,
    request: &GetOrganizationPermission,
) -> ApiResult<Permission> {
    require_enabled(cx)?;
    let id = &request.permission_id;
    let permission = tx.find_permission(id)?.ok_or_else(|| ApiError::not_found("permission", id))?;
    Ok(present_permission(permission))
}
