use frontdesk_contract::DeletedObject;
use frontdesk_contract::organization_roles::DeleteOrganizationRole;
use frontdesk_storage::Tx;

use super::present::deleted;
use crate::context::Context;
use crate::error::{ApiResult, kinds};
use crate::events;
use crate::organizations::access::require_enabled;
use crate::role_sets::change::save_role_set;
use crate::roles::Roles;

pub(crate) fn delete_organization_role(
    cx: &Context,
    tx: &mut Tx<'_, '_>,
    request: &DeleteOrganizationRole,
) -> ApiResult<DeletedObject> {
    require_enabled(cx)?;
    let roles = Roles::lock(tx)?;
    let role = roles.require_id(&request.organization_role_id)?;
    let (key, id) = (&role.key, &role.id);
    if let Some(set) = roles.sets().iter().find(|set| set.creator_role == *id) {
        return Err(kinds::ORGANIZATION_ROLE_DEFAULT_CREATOR_ROLE.with(format!(
            "{key} is the role of those who create an organization with the role set {}. Choose another one first.",
            set.key
        )));
    }
    if let Some(set) = roles.sets().iter().find(|set| set.default_role == *id) {
        return Err(kinds::ORGANIZATION_ROLE_DOMAIN_DEFAULT_ROLE
            .with(format!("{key} is the role of new members by the role set {}. Choose another one first.", set.key)));
    }
    if tx.find_settings()?.organization_domains.default_role == *key {
        return Err(kinds::ORGANIZATION_ROLE_DOMAIN_DEFAULT_ROLE.with(format!(
            "{key} is the role of those who join by a domain. Choose another one in the organization settings first."
        )));
    }
    if tx.count_role_members()?.has_role(key) {
        return Err(kinds::ORGANIZATION_ROLE_ASSIGNED_MEMBERS
            .with(format!("Members have the role {key}. Give them another one first.")));
    }
    if tx.list_invited_roles(None, cx.now)?.contains(key) {
        return Err(kinds::ORGANIZATION_ROLE_EXISTS_IN_INVITATIONS
            .with(format!("Pending invitations promise the role {key}. Revoke them first.")));
    }
    for before in roles.sets().iter().filter(|set| set.holds(id)) {
        let mut set = before.clone();
        set.roles.retain(|held| held != id);
        save_role_set(cx, tx, before, &mut set)?;
    }
    tx.delete_role(key)?;
    let gone = deleted("role", id);
    events::record(cx, tx, "role.deleted", id, &gone)?;
    Ok(gone)
}
