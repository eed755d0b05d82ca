use frontdesk_contract::Page;
use frontdesk_contract::organization_roles::{ListOrganizationRoles, Role};
use frontdesk_storage::Tx;

use super::present::present_roles;
use crate::context::Context;
use crate::error::ApiResult;
use crate::organizations::access::require_enabled;
use crate::roles::Roles;
use crate::roles::page::{Listed, page};

/// There are few roles, so they are all read, and filtered and sorted here.
pub(crate) fn list_organization_roles(
    cx: &Context,
    tx: &mut Tx<'_, '_>,
    request: &ListOrganizationRoles,
) -> ApiResult<Page<Role>> {
    require_enabled(cx)?;
    let roles = Roles::read(tx)?;
    let listed = roles.all().iter().map(|role| Listed {
        item: role,
        id: &role.id,
        name: &role.name,
        key: &role.key,
        created_at: role.created_at,
    });
    let (limit, offset) = (request.limit.unwrap_or(10), request.offset.unwrap_or(0));
    let Page { data, total_count } = page(listed, &request.query, request.order_by.as_deref(), limit, offset)?;
    Ok(Page { data: present_roles(tx, data.into_iter().cloned().collect())?, total_count })
}
