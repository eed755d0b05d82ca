//! Roles, permissions and role sets as the rules of organizations ask for them, and what a new instance has of them.

pub(crate) mod page;

use frontdesk_storage::organizations::Organization;
use frontdesk_storage::permissions::{Permission, SYSTEM_PERMISSIONS};
use frontdesk_storage::role_sets::RoleSet;
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

/// The permissions of the role of ordinary members.
const MEMBER_PERMISSIONS: &[&str] = &[READ_MEMBERSHIPS, "org:sys_billing:read"];

/// What at least one member must be able to do, so that an organization cannot be orphaned.
pub(crate) const MINIMUM_PERMISSIONS: &[&str] = &[MANAGE_MEMBERSHIPS, READ_MEMBERSHIPS, DELETE_PROFILE];

/// The key of the role set that an instance begins with.
pub(crate) const DEFAULT_ROLE_SET: &str = "role_set:default";

/// Gives a new instance the permissions, roles and the role set that organizations cannot do without.
pub(crate) fn seed_roles(tx: &mut Tx<'_, '_>, ids: &IdSource, now: i64) -> Result<(), StorageError> {
    for (key, name, description) in SYSTEM_PERMISSIONS {
        tx.insert_permission(&Permission {
            id: ids.new_id("perm", now),
            key: (*key).to_owned(),
            name: (*name).to_owned(),
            description: (*description).to_owned(),
            system: true,
            created_at: now,
            updated_at: now,
        })?;
    }
    let all: Vec<&str> = SYSTEM_PERMISSIONS.iter().map(|(key, ..)| *key).collect();
    let mut set = RoleSet {
        key: DEFAULT_ROLE_SET.to_owned(),
        id: ids.new_id("rset", now),
        initial: true,
        name: "Primary".to_owned(),
        created_at: now,
        updated_at: now,
        ..RoleSet::default()
    };
    let mut keys = Vec::new();
    for (key, name, description, permissions) in [
        ("org:admin", "Admin", "Can do everything in the organization.", &all[..]),
        ("org:member", "Member", "Belongs to the organization.", MEMBER_PERMISSIONS),
    ] {
        let role = Role {
            key: key.to_owned(),
            id: ids.new_id("role", now),
            name: name.to_owned(),
            description: Some(description.to_owned()),
            permissions: permissions.iter().map(|&permission| permission.to_owned()).collect(),
            created_at: now,
            updated_at: now,
        };
        tx.insert_role(&role)?;
        if set.creator_role.is_empty() {
            set.creator_role.clone_from(&role.id);
        }
        set.default_role.clone_from(&role.id);
        set.roles.push(role.id);
        keys.push(role.key);
    }
    tx.insert_role_set(&set, &keys)?;
    Ok(())
}

/// Whether members with this role can keep an organization going, and so its creator can have it.
pub(crate) fn has_minimum_permissions(role: &Role) -> bool {
    MINIMUM_PERMISSIONS.iter().all(|permission| role.has(permission))
}

/// The roles and role sets of the instance, by key.
#[derive(Clone, Debug)]
pub(crate) struct Roles {
    roles: Vec<Role>,
    sets: Vec<RoleSet>,
}

impl Roles {
    /// Reads them all, in one look-up; there are few. A unit of work that gives somebody a role reads them before
    /// anything else, so that they stay as they are until its end.
    pub(crate) fn read(tx: &mut Tx<'_, '_>) -> Result<Self, StorageError> {
        let (roles, sets) = tx.list_roles_and_sets()?;
        Ok(Self { roles, sets })
    }

    /// Reads them all in order to change them: nobody else changes or uses them until the unit of work has ended. It
    /// asks for them before anything else.
    pub(crate) fn lock(tx: &mut Tx<'_, '_>) -> Result<Self, StorageError> {
        tx.lock_roles()?;
        Self::read(tx)
    }

    /// Every role.
    pub(crate) fn all(&self) -> &[Role] {
        &self.roles
    }

    /// Every role set.
    pub(crate) fn sets(&self) -> &[RoleSet] {
        &self.sets
    }

    /// The role with that key.
    pub(crate) fn get(&self, key: &str) -> Option<&Role> {
        self.roles.iter().find(|role| role.key == key)
    }

    /// The role of that id.
    pub(crate) fn find(&self, id: &str) -> Option<&Role> {
        self.roles.iter().find(|role| role.id == id)
    }

    /// The role of that id, or the refusal.
    pub(crate) fn require_id(&self, id: &str) -> ApiResult<&Role> {
        self.find(id).ok_or_else(|| ApiError::not_found("role", id))
    }

    /// The role with the key that the parameter `name` gives, or the refusal.
    pub(crate) fn require_key(&self, name: &str, key: &str) -> ApiResult<&Role> {
        self.get(key).ok_or_else(|| {
            let keys: Vec<&str> = self.roles.iter().map(|role| role.key.as_str()).collect();
            kinds::RESOURCE_NOT_FOUND.param(
                name,
                format!("There is no role with the key `{key}` in this instance; there are {}.", keys.join(", ")),
            )
        })
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
        self.roles.iter().filter(|role| has_minimum_permissions(role)).map(|role| role.key.clone()).collect()
    }

    /// The role that a request wants somebody to have in that organization: one that its role set holds.
    pub(crate) fn require(&self, organization: &Organization, key: &str) -> ApiResult<&Role> {
        let role = self.require_key("role", key)?;
        let set = self.set(&organization.role_set_key).filter(|set| !set.holds(&role.id));
        match set {
            None => Ok(role),
            Some(set) => Err(kinds::RESOURCE_NOT_FOUND.param(
                "role",
                format!(
                    "The organization {} has the role set {}, which does not hold the role `{key}`; it holds {}.",
                    organization.id,
                    set.key,
                    self.keys_of(set).join(", ")
                ),
            )),
        }
    }

    /// The role set with that key.
    pub(crate) fn set(&self, key: &str) -> Option<&RoleSet> {
        self.sets.iter().find(|set| set.key == key)
    }

    /// The role set with the key that the parameter `name` gives, or the refusal.
    pub(crate) fn require_set(&self, name: &str, key: &str) -> ApiResult<&RoleSet> {
        self.set(key).ok_or_else(|| {
            let keys: Vec<&str> = self.sets.iter().map(|set| set.key.as_str()).collect();
            kinds::RESOURCE_NOT_FOUND.param(
                name,
                format!("There is no role set with the key `{key}` in this instance; there are {}.", keys.join(", ")),
            )
        })
    }

    /// The role set of that key or id, or the refusal.
    pub(crate) fn find_set(&self, key_or_id: &str) -> ApiResult<&RoleSet> {
        let found = self.sets.iter().find(|set| set.key == key_or_id || set.id == key_or_id);
        found.ok_or_else(|| {
            kinds::RESOURCE_NOT_FOUND
                .with(format!("There is no role set with the key or id {key_or_id} in this instance."))
        })
    }

    /// The role set of new organizations.
    pub(crate) fn initial_set(&self) -> Option<&RoleSet> {
        self.sets.iter().find(|set| set.initial)
    }

    /// The keys of the roles that a role set holds, in its order.
    pub(crate) fn keys_of(&self, set: &RoleSet) -> Vec<String> {
        set.roles.iter().filter_map(|id| self.find(id)).map(|role| role.key.clone()).collect()
    }

    /// The role of those who create an organization with that role set.
    pub(crate) fn creator_role(&self, set: &RoleSet) -> ApiResult<&Role> {
        self.require_id(&set.creator_role)
    }
}

/// Refuses a role for those who create organizations that does not allow what somebody there must be able to do.
pub(crate) fn require_creator_eligible(role: &Role) -> ApiResult<()> {
    let missing: Vec<String> = MINIMUM_PERMISSIONS
        .iter()
        .filter(|permission| !role.has(permission))
        .map(|&permission| permission.to_owned())
        .collect();
    if missing.is_empty() {
        return Ok(());
    }
    Err(kinds::ORGANIZATION_MISSING_CREATOR_ROLE_PERMISSIONS.with(format!(
        "The role {} is for those who create an organization, so it needs {}; it lacks {}.",
        role.key,
        MINIMUM_PERMISSIONS.join(", "),
        missing.join(", ")
    )))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn role(permissions: &[&str]) -> Role {
        Role { permissions: permissions.iter().map(|&one| one.to_owned()).collect(), ..Role::default() }
    }

    #[test]
    fn administrators_can_keep_an_organization_going_and_members_cannot() {
        let all: Vec<&str> = SYSTEM_PERMISSIONS.iter().map(|(key, ..)| *key).collect();
        assert!(has_minimum_permissions(&role(&all)));
        assert!(!has_minimum_permissions(&role(MEMBER_PERMISSIONS)));
        assert!(has_minimum_permissions(&role(MINIMUM_PERMISSIONS)));
        assert!(!has_minimum_permissions(&role(&MINIMUM_PERMISSIONS[1..])));
    }
}
