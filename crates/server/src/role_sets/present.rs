//! From what is stored of a role set to what the API shows of one.

use frontdesk_contract::Maybe;
use frontdesk_contract::role_sets::{RoleSet, RoleSetItem, RoleSetType};
use frontdesk_storage::Tx;
use frontdesk_storage::role_sets::{self as stored, RoleMembers};
use frontdesk_storage::roles::Role;

use crate::error::ApiResult;
use crate::roles::Roles;

/// Some role sets as the newest version shows them, with one look-up for all that is counted.
pub(super) fn present_role_sets(
    tx: &mut Tx<'_, '_>,
    roles: &Roles,
    sets: Vec<stored::RoleSet>,
) -> ApiResult<Vec<RoleSet>> {
    let members = tx.count_role_members()?;
    Ok(sets.into_iter().map(|set| present_role_set(&members, roles, set)).collect())
}

/// One role set as the newest version shows it. Members are moved before anybody is answered, so a migration is never
/// under way.
pub(super) fn present_one(tx: &mut Tx<'_, '_>, roles: &Roles, set: stored::RoleSet) -> ApiResult<RoleSet> {
    let members = tx.count_role_members()?;
    Ok(present_role_set(&members, roles, set))
}

fn present_role_set(members: &RoleMembers, roles: &Roles, set: stored::RoleSet) -> RoleSet {
    let item = |id: &String| roles.find(id).map(|role| present_item(members, &set, role));
    RoleSet {
        object: "role_set".into(),
        roles: set.roles.iter().filter_map(item).collect(),
        default_role: item(&set.default_role).map_or(Maybe::Null, Maybe::Value),
        creator_role: item(&set.creator_role).map_or(Maybe::Null, Maybe::Value),
        r#type: if set.initial { RoleSetType::Initial } else { RoleSetType::Custom },
        role_set_migration: Maybe::Absent,
        created_at: set.created_at,
        updated_at: set.updated_at,
        id: set.id,
        name: set.name,
        key: set.key,
        description: set.description,
    }
}

fn present_item(members: &RoleMembers, set: &stored::RoleSet, role: &Role) -> RoleSetItem {
    let count = members.count(&set.id, &role.key);
    RoleSetItem {
        object: "role_set_item".into(),
        id: role.id.clone(),
        name: role.name.clone(),
        key: role.key.clone(),
        description: role.description.clone().filter(|text| !text.is_empty()),
        members_count: Maybe::Value(count),
        has_members: Maybe::Value(count > 0),
        created_at: role.created_at,
        updated_at: role.updated_at,
    }
}
