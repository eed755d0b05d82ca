//! Roles and permissions: what a new instance has, and what the rules of organizations ask for.

use frontdesk_storage::roles::Role;
use frontdesk_storage::{StorageError, Tx};
use frontdesk_tokens::IdSource;

use crate::error::{ApiError, ApiResult, kinds};

/// The right to see the members of an organization.
pub(crate) const READ_MEMBERSHIPS: &str = "org:sys_memberships:read";
/// The right to change members and invitations.
pub(crate) const MANAGE_MEMBERSHIPS: &str = "org:sys_memberships:manage";
/// The right to delete the organization.
pub(crate) const DELETE_PROFILE: &str = "org:sys_profile:delete";

/// The permissions that every instance has; those of the role of administrators.
const SYSTEM_PERMISSIONS: &[&str] = &[
    "org:sys_profile:manage",
    DELETE_PROFILE,
    READ_MEMBERSHIPS,
    MANAGE_MEMBERSHIPS,
    "org:sys_domains:read",
    "org:sys_domains:manage",
    "org:sys_billing:read",
    "org:sys_billing:manage",
    "org:sys_entconns:manage",
];

/// The permissions of the role of ordinary members.
const MEMBER_PERMISSIONS: &[&str] = &[READ_MEMBERSHIPS, "org:sys_billing:read"];

/// What at least one member must be able to do, so that an organization cannot be orphaned.
const MINIMUM_PERMISSIONS: &[&str] = &[MANAGE_MEMBERSHIPS, READ_MEMBERSHIPS, DELETE_PROFILE];

/// The only set of roles so far; every role belongs to it.
pub(crate) const DEFAULT_ROLE_SET: &str = "role_set:default";

/// Gives a new instance the roles that organizations cannot do without.
pub(crate) fn seed_roles(tx: &mut Tx<'_, '_>, ids: &IdSource, now: i64) -> Result<(), StorageError> {
    for (key, name, description, permissions) in [
        ("org:admin", "Admin", "Can do everything in the organization.", SYSTEM_PERMISSIONS),
        ("org:member", "Member", "Belongs to the organization.", MEMBER_PERMISSIONS),
    ] {
        tx.insert_role(&Role {
            key: key.to_owned(),
            id: ids.new_id("role", now),
            name: name.to_owned(),
            description: description.to_owned(),
            permissions: permissions.iter().map(|&permission| permission.to_owned()).collect(),
            created_at: now,
            updated_at: now,
        })?;
    }
    Ok(())
}

/// Whether members with this role can keep an organization going.
pub(crate) fn has_minimum_permissions(role: &Role) -> bool {
    MINIMUM_PERMISSIONS.iter().all(|permission| role.has(permission))
}

/// The roles of the instance, by key.
pub(crate) struct Roles(Vec<Role>);

impl Roles {
    /// Reads them all; there are few.
    pub(crate) fn read(tx: &mut Tx<'_, '_>) -> Result<Self, StorageError> {
        Ok(Self(tx.list_roles()?))
    }

    /// The role with that key.
    pub(crate) fn get(&self, key: &str) -> Option<&Role> {
        self.0.iter().find(|role| role.key == key)
    }

    /// What the role is called; of one that is gone, its key.
    pub(crate) fn name(&self, key: &str) -> String {
        self.get(key).map_or(key, |role| &role.name).to_owned()
    }

    /// The keys of the role's permissions.
    pub(crate) fn permissions(&self, key: &str) -> Vec<String> {
        self.get(key).map(|role| role.permissions.clone()).unwrap_or_default()
    }

    /// The keys of the roles whose members can keep an organization going.
    pub(crate) fn with_minimum_permissions(&self) -> Vec<String> {
        self.0.iter().filter(|role| has_minimum_permissions(role)).map(|role| role.key.clone()).collect()
    }

    /// The role that a request names.
    pub(crate) fn require(&self, key: &str) -> ApiResult<&Role> {
        self.get(key).ok_or_else(|| unknown_role(key))
    }
}

fn unknown_role(key: &str) -> ApiError {
    kinds::RESOURCE_NOT_FOUND
        .param("role", format!("There is no role with the key `{key}` in this instance. Try org:admin or org:member."))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn role(permissions: &[&str]) -> Role {
        Role { permissions: permissions.iter().map(|&one| one.to_owned()).collect(), ..Role::default() }
    }

    #[test]
    fn administrators_can_keep_an_organization_going_and_members_cannot() {
        assert!(has_minimum_permissions(&role(SYSTEM_PERMISSIONS)));
        assert!(!has_minimum_permissions(&role(MEMBER_PERMISSIONS)));
        assert!(has_minimum_permissions(&role(MINIMUM_PERMISSIONS)));
        assert!(!has_minimum_permissions(&role(&MINIMUM_PERMISSIONS[1..])));
    }
}
