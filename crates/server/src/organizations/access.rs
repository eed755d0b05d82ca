//! Who may do what with an organization, and whether there is room for one more.

use frontdesk_storage::Tx;
use frontdesk_storage::organizations::Organization;

use crate::context::Context;
use crate::error::{ApiError, ApiResult, kinds};
use crate::roles::{MANAGE_MEMBERSHIPS, Roles};

/// Refuses everything about organizations where they are switched off.
pub(crate) fn require_enabled(cx: &Context) -> ApiResult<()> {
    if cx.settings().organizations_enabled {
        return Ok(());
    }
    Err(kinds::ORGANIZATIONS_NOT_ENABLED.with("Organizations are switched off in this instance."))
}

/// The organization of that id or with that slug, or the refusal. An id always has a `_`, a slug never.
pub(crate) fn get_organization(cx: &Context, tx: &mut Tx<'_, '_>, id_or_slug: &str) -> ApiResult<Organization> {
    require_enabled(cx)?;
    let found = if id_or_slug.contains('_') {
        tx.find_organization(id_or_slug)?
    } else {
        tx.find_organization_by_slug(id_or_slug)?
    };
    found.ok_or_else(|| ApiError::not_found("organization", id_or_slug))
}

/// Refuses a user that may not change who belongs to the organization.
pub(crate) fn require_manager(
    tx: &mut Tx<'_, '_>,
    roles: &Roles,
    organization: &Organization,
    user_id: &str,
) -> ApiResult<()> {
    let Some(membership) = tx.find_membership(&organization.id, user_id)? else {
        return Err(kinds::NOT_A_MEMBER_IN_ORGANIZATION
            .with(format!("The user {user_id} is not a member of the organization {}.", organization.id)));
    };
    if roles.get(&membership.role).is_some_and(|role| role.has(MANAGE_MEMBERSHIPS)) {
        return Ok(());
    }
    Err(kinds::MISSING_ORGANIZATION_PERMISSION
        .with(format!("The user {user_id} needs the permission {MANAGE_MEMBERSHIPS} in {}.", organization.id))
        .meta("permissions", vec![MANAGE_MEMBERSHIPS.to_owned()]))
}

/// Refuses `more` members or invitations that the organization has no room for. Its row must be
/// locked; pending invitations take room too, until they expire.
pub(crate) fn require_room(
    cx: &Context,
    tx: &mut Tx<'_, '_>,
    organization: &mut Organization,
    more: i64,
) -> ApiResult<()> {
    organization.pending_invitations_count -= tx.expire_organization_invitations(&organization.id, cx.now)?;
    let (members, pending) = (organization.members_count, organization.pending_invitations_count);
    let limit = organization.max_allowed_memberships;
    if limit == 0 || members + pending + more <= limit {
        return Ok(());
    }
    Err(kinds::ORGANIZATION_MEMBERSHIP_QUOTA_EXCEEDED.with(format!(
        "The organization {} may have {limit} members; it has {members} and {pending} pending invitations. \
         Raise max_allowed_memberships, or set it to 0 for no limit.",
        organization.id
    )))
}
