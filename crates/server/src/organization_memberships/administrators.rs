//! The rule that an organization keeps somebody who can run it.

use frontdesk_storage::Tx;
use frontdesk_storage::organization_memberships::Membership;

use crate::error::{ApiResult, kinds};
use crate::roles::Roles;

/// Refuses to take the minimum permissions from the last member that has them. `new_role` is `None`
/// when the member leaves. The row of the organization must be locked, so that two administrators
/// cannot demote each other at once.
pub(super) fn keep_an_administrator(
    tx: &mut Tx<'_, '_>,
    roles: &Roles,
    membership: &Membership,
    new_role: Option<&str>,
) -> ApiResult<()> {
    let able = roles.with_minimum_permissions();
    let is_able = |role: &str| able.iter().any(|one| one == role);
    if !is_able(&membership.role) || new_role.is_some_and(is_able) {
        return Ok(());
    }
    if tx.has_other_member_with_role(&membership.organization_id, &membership.user_id, &able)? {
        return Ok(());
    }
    Err(kinds::ORGANIZATION_MINIMUM_PERMISSIONS_NEEDED.with(format!(
        "The user {} is the last member who can run the organization {}. Give another member such a role first.",
        membership.user_id, membership.organization_id
    )))
}
