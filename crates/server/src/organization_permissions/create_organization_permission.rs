use frontdesk_contract::organization_permissions::{CreateOrganizationPermission, Permission};
use frontdesk_storage::Tx;
use frontdesk_storage::permissions as stored;

use super::attributes::{check_key, key_taken};
use super::present::present_permission;
use crate::context::Context;
use crate::error::ApiResult;
use crate::events;
use crate::organization_roles::attributes::{check_description, check_name};
use crate::organizations::access::require_enabled;

pub(crate) fn create_organization_permission(
    cx: &Context,
    tx: &mut Tx<'_, '_>,
    request: &CreateOrganizationPermission,
) -> ApiResult<Permission> {
    require_enabled(cx)?;
    let body = &request.body;
    check_name(&body.name)?;
    check_key(&body.key)?;
    let description = body.description.clone().unwrap_or_default();
    check_description(&description)?;
    let permission = stored::Permission {
        id: cx.new_id("perm"),
        key: body.key.clone(),
        name: body.name.clone(),
        description,
        system: false,
        created_at: cx.now,
        updated_at: cx.now,
    };
    if !tx.insert_permission(&permission)? {
        return Err(key_taken(&body.key));
    }
    let shown = present_permission(permission);
    events::record(cx, tx, "permission.created", &shown.id, &shown)?;
    Ok(shown)
}
