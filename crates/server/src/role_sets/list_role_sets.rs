use frontdesk_contract::Page;
use frontdesk_contract::role_sets::{ListRoleSets, RoleSet};
use frontdesk_storage::Tx;

use super::present::present_role_sets;
use crate::context::Context;
use crate::error::ApiResult;
use crate::organizations::access::require_enabled;
use crate::roles::Roles;
use crate::roles::page::{Listed, page};

/// There are few role sets, so they are all read, and filtered and sorted here.
pub(crate) fn list_role_sets(cx: &Context, tx: &mut Tx<'_, '_>, request: &ListRoleSets) -> ApiResult<Page<RoleSet>> {
    require_enabled(cx)?;
    let roles = Roles::read(tx)?;
    let listed = roles.sets().iter().map(|set| Listed {
        item: set,
        id: &set.id,
        name: &set.name,
        key: &set.key,
        created_at: set.created_at,
    });
    let (limit, offset) = (request.limit.unwrap_or(10), request.offset.unwrap_or(0));
    let Page { data, total_count } = page(listed, &request.query, request.order_by.as_deref(), limit, offset)?;
    let sets = data.into_iter().cloned().collect();
    Ok(Page { data: present_role_sets(tx, &roles, sets)?, total_count })
}
