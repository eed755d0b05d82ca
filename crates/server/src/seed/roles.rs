//! Permissions, roles and role sets: the same as the API makes, by keys.

use frontdesk_contract::Maybe;
use frontdesk_contract::organization_permissions::{CreateOrganizationPermission, CreateOrganizationPermissionBody};
use frontdesk_contract::organization_roles::{CreateOrganizationRole, CreateOrganizationRoleBody};
use frontdesk_contract::role_sets::{CreateRoleSet, CreateRoleSetBody, RoleSetType};
use frontdesk_storage::Tx;
use frontdesk_storage::permissions::{Permission, PermissionOrder};
use frontdesk_storage::role_sets::RoleSet;
use frontdesk_storage::roles::Role;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::SeedError;
use crate::context::Context;
use crate::roles::Roles;
use crate::{organization_permissions, organization_roles, role_sets};

/// A permission to make. One with the same key is left as it is.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct PermissionSeed {
    /// `org:feature:action`.
    pub key: String,
    /// The name to show.
    pub name: String,
    /// What it allows, for people.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub description: Option<String>,
}

/// A role to make. One with the same key is left as it is.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct RoleSeed {
    /// `org:…`.
    pub key: String,
    /// The name to show.
    pub name: String,
    /// What it is for, for people.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub description: Option<String>,
    /// The keys of its permissions, those of the system and others.
    #[serde(default)]
    pub permissions: Vec<String>,
    /// Whether the role set of new organizations holds it.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub include_in_initial_role_set: bool,
}

/// A role set to make. One with the same key is left as it is.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct RoleSetSeed {
    /// `role_set:…`; made from the name when left out.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub key: Option<String>,
    /// The name to show.
    pub name: String,
    /// What it is for, for people.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub description: Option<String>,
    /// The keys of its roles.
    pub roles: Vec<String>,
    /// The key of the role of new members.
    pub default_role_key: String,
    /// The key of the role of those who create an organization.
    pub creator_role_key: String,
    /// Whether new organizations get it.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub initial: bool,
}

/// A permission, role or role set that was made.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct KeyedReport {
    /// `perm_…`, `role_…` or `rset_…`.
    pub id: String,
    /// Its key.
    pub key: String,
}

pub(super) fn insert_permission(
    cx: &Context,
    tx: &mut Tx<'_, '_>,
    seed: &PermissionSeed,
) -> Result<KeyedReport, SeedError> {
    if let Some(found) = tx.find_permissions_by_key(std::slice::from_ref(&seed.key))?.pop() {
        return Ok(KeyedReport { id: found.id, key: found.key });
    }
    let PermissionSeed { key, name, description } = seed.clone();
    let request = CreateOrganizationPermission { body: CreateOrganizationPermissionBody { key, name, description } };
    let made = organization_permissions::create(cx, tx, &request)?;
    Ok(KeyedReport { id: made.id, key: made.key })
}

pub(super) fn insert_role(cx: &Context, tx: &mut Tx<'_, '_>, seed: &RoleSeed) -> Result<KeyedReport, SeedError> {
    if let Some(found) = tx.find_role(&seed.key)? {
        return Ok(KeyedReport { id: found.id, key: found.key });
    }
    let found = tx.find_permissions_by_key(&seed.permissions)?;
    let mut ids = Vec::with_capacity(seed.permissions.len());
    for key in &seed.permissions {
        let permission = found.iter().find(|permission| permission.key == *key).ok_or_else(|| {
            SeedError::Refused(format!("the role `{}` names the unknown permission `{key}`", seed.key))
        })?;
        ids.push(permission.id.clone());
    }
    let body = CreateOrganizationRoleBody {
        key: seed.key.clone(),
        name: seed.name.clone(),
        description: seed.description.clone().map_or(Maybe::Absent, Maybe::Value),
        permissions: ids.into(),
        include_in_initial_role_set: seed.include_in_initial_role_set.into(),
    };
    let made = organization_roles::create(cx, tx, &CreateOrganizationRole { body })?;
    Ok(KeyedReport { id: made.id, key: made.key })
}

pub(super) fn insert_role_set(cx: &Context, tx: &mut Tx<'_, '_>, seed: &RoleSetSeed) -> Result<KeyedReport, SeedError> {
    // Without a key, the name tells.
    let same = |set: &&RoleSet| seed.key.as_ref().map_or(set.name == seed.name, |key| set.key == *key);
    if let Some(found) = Roles::read(tx)?.sets().iter().find(same) {
        return Ok(KeyedReport { id: found.id.clone(), key: found.key.clone() });
    }
    let seed = seed.clone();
    let body = CreateRoleSetBody {
        key: seed.key,
        name: seed.name,
        description: seed.description.map_or(Maybe::Absent, Maybe::Value),
        default_role_key: seed.default_role_key,
        creator_role_key: seed.creator_role_key,
        r#type: seed.initial.then_some(RoleSetType::Initial),
        roles: seed.roles,
    };
    let made = role_sets::create(cx, tx, &CreateRoleSet { body })?;
    Ok(KeyedReport { id: made.id, key: made.key })
}

/// The most permissions that an export holds.
const MOST: i64 = 10_000;

/// The permissions that are the application's own.
pub(super) fn export_permissions(tx: &mut Tx<'_, '_>) -> Result<Vec<PermissionSeed>, SeedError> {
    let permissions = tx.list_permissions(None, (PermissionOrder::Key, false), MOST, 0)?;
    let own = permissions.into_iter().filter(|permission| !permission.system);
    let seed = |permission: Permission| PermissionSeed {
        key: permission.key,
        name: permission.name,
        description: Some(permission.description).filter(|text| !text.is_empty()),
    };
    Ok(own.map(seed).collect())
}

/// The roles, and the role sets but for the one of new organizations, which every instance has: roles say whether it
/// holds them.
pub(super) fn export_roles(tx: &mut Tx<'_, '_>) -> Result<(Vec<RoleSeed>, Vec<RoleSetSeed>), SeedError> {
    let roles = Roles::read(tx)?;
    let key_of = |id: &String| roles.find(id).map_or_else(|| id.clone(), |role| role.key.clone());
    let initial = roles.initial_set();
    let of_role = |role: &Role| {
        let mut permissions = role.permissions.clone();
        permissions.sort_unstable();
        RoleSeed {
            key: role.key.clone(),
            name: role.name.clone(),
            description: role.description.clone(),
            permissions,
            include_in_initial_role_set: initial.is_some_and(|set| set.holds(&role.id)),
        }
    };
    let of_set = |set: &RoleSet| {
        let mut keys: Vec<String> = set.roles.iter().map(key_of).collect();
        keys.sort_unstable();
        RoleSetSeed {
            key: Some(set.key.clone()),
            name: set.name.clone(),
            description: set.description.clone(),
            roles: keys,
            default_role_key: key_of(&set.default_role),
            creator_role_key: key_of(&set.creator_role),
            initial: false,
        }
    };
    let mut seeds: Vec<RoleSeed> = roles.all().iter().map(of_role).collect();
    seeds.sort_unstable_by(|one, other| one.key.cmp(&other.key));
    let mut sets: Vec<RoleSetSeed> = roles.sets().iter().filter(|set| !set.initial).map(of_set).collect();
    sets.sort_unstable_by(|one, other| one.key.cmp(&other.key));
    Ok((seeds, sets))
}
