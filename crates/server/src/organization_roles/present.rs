//! From what is stored of a role to what the API shows of one.

use std::collections::HashMap;

use frontdesk_contract::DeletedObject;
use frontdesk_contract::organization_roles::Role;
use frontdesk_storage::Tx;
use frontdesk_storage::permissions::Permission;
use frontdesk_storage::roles as stored;

use crate::error::{ApiError, ApiResult};
use crate::organization_permissions::present::present_permission;
use crate::roles::has_minimum_permissions;

/// Some roles as the newest version shows them, with one look-up for all their permissions.
pub(crate) fn present_roles(tx: &mut Tx<'_, '_>, roles: Vec<stored::Role>) -> ApiResult<Vec<Role>> {
    let mut keys: Vec<String> = roles.iter().flat_map(|role| role.permissions.iter().cloned()).collect();
    keys.sort_unstable();
    keys.dedup();
    let found = tx.find_permissions_by_key(&keys)?;
    let permissions: HashMap<&str, &Permission> =
        found.iter().map(|permission| (permission.key.as_str(), permission)).collect();
    let present = |role: stored::Role| Role {
        object: "role".into(),
        is_creator_eligible: has_minimum_permissions(&role),
        permissions: role
            .permissions
            .iter()
            .filter_map(|key| permissions.get(key.as_str()))
            .map(|&permission| present_permission(permission.clone()))
            .collect(),
        id: role.id,
        name: role.name,
        key: role.key,
        description: role.description.filter(|text| !text.is_empty()),
        created_at: role.created_at,
        updated_at: role.updated_at,
    };
    Ok(roles.into_iter().map(present).collect())
}

/// One role as the newest version shows it.
pub(crate) fn present_role(tx: &mut Tx<'_, '_>, role: stored::Role) -> ApiResult<Role> {
    let id = role.id.clone();
    let shown = present_roles(tx, vec![role])?;
    shown.into_iter().next().ok_or_else(|| ApiError::not_found("role", &id))
}

/// What is left of an object: that it is gone.
pub(crate) fn deleted(object: &str, id: &str) -> DeletedObject {
    DeletedObject { object: object.to_owned(), id: id.to_owned(), slug: None, deleted: true, external_id: None }
}
