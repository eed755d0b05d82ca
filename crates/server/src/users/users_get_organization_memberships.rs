use frontdesk_contract::Page;
use frontdesk_contract::organization_memberships::OrganizationMembership;
use frontdesk_contract::users::UsersGetOrganizationMemberships;
use frontdesk_storage::organization_memberships::{MembershipFilter, MembershipPage};
use frontdesk_storage::users::UserFilter;
use frontdesk_storage::{Signed, Tx};

use crate::context::Context;
use crate::error::{ApiError, ApiResult};
use crate::organization_memberships::present::present_memberships;
use crate::organizations::access::require_enabled;

pub(crate) fn users_get_organization_memberships(
    cx: &Context,
    tx: &mut Tx<'_, '_>,
    request: &UsersGetOrganizationMemberships,
) -> ApiResult<Page<OrganizationMembership>> {
    require_enabled(cx)?;
    let user = tx.find_user(&request.user_id)?.ok_or_else(|| ApiError::not_found("user", &request.user_id))?;
    let user_ids = Signed { include: vec![user.id], exclude: Vec::new() };
    let users = UserFilter { user_ids, ..UserFilter::default() };
    let filter = MembershipFilter { users, ..MembershipFilter::default() };
    let (limit, offset) = (request.limit.unwrap_or(10), request.offset.unwrap_or(0));
    let memberships = tx.list_memberships(&filter, &MembershipPage { limit, offset, ..MembershipPage::default() })?;
    let data = present_memberships(cx, tx, memberships)?;
    Ok(Page { data, total_count: tx.count_memberships(&filter)? })
}
