//! Permissions, roles and role sets: the same as the API makes, by keys.

use frontdesk_contract::Maybe;
use frontdesk_contract::organization_permissions::{CreateOrganizationPermission, CreateOrganizationPermissionBody};
use frontdesk_contract::organization_roles::{CreateOrganizationRole, CreateOrganizationRoleBody};
use frontdesk_contract::role_sets::{CreateRoleSet, CreateRoleSetBody, RoleSetType};
use frontdesk_storage::Tx;
use serde::{Deserialize, Serialize};

use super::SeedError;
use crate::context::Context;
use crate::{organization_permissions, organization_roles, role_sets};

/// A permission to make.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PermissionSeed {
    /// `org:feature:action`.
    pub key: String,
    /// The name to show.
    pub name: String,
    /// What it allows, for people.
    #[serde(default)]
    pub description: Option<String>,
}

/// A role to make.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct RoleSeed {
    /// `org:…`.
    pub key: String,
    /// The name to show.
    pub name: String,
    /// What it is for, for people.
    #[serde(default)]
    pub description: Option<String>,
    /// The keys of its permissions, those of the system and others.
    #[serde(default)]
    pub permissions: Vec<String>,
    /// Whether the role set of new organizations holds it.
    #[serde(default)]
    pub include_in_initial_role_set: bool,
}

/// A role set to make.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct RoleSetSeed {
    /// `role_set:…`; made from the name when left out.
    #[serde(default)]
    pub key: Option<String>,
    /// The name to show.
    pub name: String,
    /// What it is for, for people.
    #[serde(default)]
    pub description: Option<String>,
    /// The keys of its roles.
    pub roles: Vec<String>,
    /// The key of the role of new members.
    pub default_role_key: String,
    /// The key of the role of those who create an organization.
    pub creator_role_key: String,
    /// Whether new organizations get it.
    #[serde(default)]
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
    let PermissionSeed { key, name, description } = seed.clone();
    let request = CreateOrganizationPermission { body: CreateOrganizationPermissionBody { key, name, description } };
    let made = organization_permissions::create(cx, tx, &request)?;
    Ok(KeyedReport { id: made.id, key: made.key })
}

pub(super) fn insert_role(cx: &Context, tx: &mut Tx<'_, '_>, seed: &RoleSeed) -> Result<KeyedReport, SeedError> {
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
