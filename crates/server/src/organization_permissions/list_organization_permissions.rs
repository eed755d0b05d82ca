use frontdesk_contract::Page;
use frontdesk_contract::organization_permissions::{ListOrganizationPermissions, Permission};
use frontdesk_storage::Tx;
use frontdesk_storage::permissions::PermissionOrder;

use super::present::present_permission;
use crate::context::Context;
use crate::error::ApiResult;
use crate::order::parse_order;
use crate::organizations::access::require_enabled;
use crate::users::filter::given;

pub(crate) fn list_organization_permissions(
    cx: &Context,
    tx: &mut Tx<'_, '_>,
    request: &ListOrganizationPermissions,
) -> ApiResult<Page<Permission>> {
    require_enabled(cx)?;
    let order = parse_order(request.order_by.as_deref(), "-created_at", "created_at, name, key", |name| {
        Some(match name {
            "created_at" => PermissionOrder::CreatedAt,
            "name" => PermissionOrder::Name,
            "key" => PermissionOrder::Key,
            _ => return None,
        })
    })?;
    let query = given(&request.query);
    let (limit, offset) = (request.limit.unwrap_or(10), request.offset.unwrap_or(0));
    let permissions = tx.list_permissions(query.as_deref(), order, limit, offset)?;
    let total_count = tx.count_permissions(query.as_deref())?;
    Ok(Page { data: permissions.into_iter().map(present_permission).collect(), total_count })
}
