//! Writing changed role sets, and the settings that name their roles.

use frontdesk_storage::Tx;
use frontdesk_storage::role_sets::RoleSet;
use frontdesk_storage::roles::Role;

use super::attributes::{MAX_ROLES, key_taken, too_many};
use crate::context::Context;
use crate::error::ApiResult;
use crate::roles::Roles;

/// Adds roles to a role set that is not written yet; those that it holds already stay where they are.
pub(crate) fn add_roles(cx: &Context, tx: &mut Tx<'_, '_>, set: &mut RoleSet, roles: &[&Role]) -> ApiResult<()> {
    for role in roles {
        if !set.holds(&role.id) {
            set.roles.push(role.id.clone());
            tx.add_slots(&set.id, &role.key, &cx.new_id("slot"))?;
        }
    }
    if set.roles.len() > MAX_ROLES { Err(too_many("role_keys")) } else { Ok(()) }
}

/// Writes a changed role set over `before`. Without a difference nothing is written and `updated_at` stays. The roles
/// must be locked.
pub(crate) fn save_role_set(cx: &Context, tx: &mut Tx<'_, '_>, before: &RoleSet, set: &mut RoleSet) -> ApiResult<()> {
    if set != before {
        set.updated_at = cx.now;
        if !tx.update_role_set(set)? {
            return Err(key_taken(&set.key));
        }
    }
    Ok(())
}

/// Makes the role set that new organizations get an ordinary one, before another one takes its place.
pub(super) fn demote_initial(cx: &Context, tx: &mut Tx<'_, '_>, roles: &Roles, next: &str) -> ApiResult<()> {
    if let Some(before) = roles.initial_set().filter(|set| set.id != next) {
        let mut set = RoleSet { initial: false, ..before.clone() };
        save_role_set(cx, tx, before, &mut set)?;
    }
    Ok(())
}

/// Writes the key of the role of those who create an organization with the role set of new ones into the settings,
/// which tell it, too.
pub(super) fn tell_settings(tx: &mut Tx<'_, '_>, roles: &Roles, set: &RoleSet) -> ApiResult<()> {
    if !set.initial {
        return Ok(());
    }
    let creator = &roles.creator_role(set)?.key;
    let mut settings = tx.find_settings()?;
    if settings.creator_role != *creator {
        settings.creator_role.clone_from(creator);
        tx.update_settings(&settings)?;
    }
    Ok(())
}

/// Writes the new key of a role into the settings that name it.
pub(crate) fn rename_in_settings(tx: &mut Tx<'_, '_>, from: &str, to: &str) -> ApiResult<()> {
    let mut settings = tx.find_settings()?;
    let mut found = false;
    for key in [&mut settings.creator_role, &mut settings.organization_domains.default_role] {
        if key == from {
            to.clone_into(key);
            found = true;
        }
    }
    if found {
        tx.update_settings(&settings)?;
    }
    Ok(())
}
