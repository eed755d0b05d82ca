//! The organization that is active in a session, as its tokens tell it.

use frontdesk_storage::Tx;
use frontdesk_storage::sessions::{ActiveMembership, Session};
use frontdesk_tokens::ActiveOrganization;

use crate::context::Context;
use crate::error::ApiResult;

/// The membership of the active organization; `None` when none is active, the user has left it, or
/// the instance does not use organizations.
pub(super) fn active_membership(
    cx: &Context,
    tx: &mut Tx<'_, '_>,
    session: &Session,
) -> ApiResult<Option<ActiveMembership>> {
    match &session.organization_id {
        Some(id) if cx.settings().organizations_enabled => Ok(tx.find_active_membership(id, &session.user_id)?),
        _ => Ok(None),
    }
}

/// What a session token says of the active organization.
pub(super) fn active_organization(cx: &Context, membership: ActiveMembership) -> ActiveOrganization {
    ActiveOrganization {
        id: membership.organization_id,
        slug: Some(membership.organization_slug).filter(|_| cx.settings().organization_slugs_enabled),
        role_key: membership.role,
        permissions: membership.permissions,
    }
}
