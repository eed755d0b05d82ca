//! Roles and permissions of organizations.

use anyhow::{Context, Result};
use fastrand::Rng;
use serde_json::{Value, json};

use super::values::{self, Object, chance, maybe, put_value};
use super::{Done, EMPTY, FORMAT, INVALID, Kind, Made, Model, NOT_FOUND, Outcome, Pick, Refusal, Request, TAKEN};
use super::{act, delete, patch, post};

/// The number of the role of those who create an organization.
pub(super) const CREATOR_ROLE: usize = 0;
/// The number of the role of those who join by a domain.
const DEFAULT_ROLE: usize = 1;
/// How many roles an instance may have.
const MOST_ROLES: usize = 10;

/// The permissions of every instance.
const SYSTEM: [&str; 9] = [
    "org:sys_profile:manage",
    "org:sys_profile:delete",
    "org:sys_memberships:read",
    "org:sys_memberships:manage",
    "org:sys_domains:read",
    "org:sys_domains:manage",
    "org:sys_billing:read",
    "org:sys_billing:manage",
    "org:sys_entconns:manage",
];
const OF_MEMBERS: [&str; 2] = ["org:sys_memberships:read", "org:sys_billing:read"];
/// What it takes to run an organization.
const MINIMUM: [&str; 3] = ["org:sys_memberships:manage", "org:sys_memberships:read", "org:sys_profile:delete"];

#[derive(Clone, Debug)]
pub(crate) struct Role {
    key: String,
    name: String,
    /// The numbers of its permissions, in their order.
    permissions: Vec<usize>,
    /// Whether members can have it.
    in_set: bool,
}

#[derive(Clone, Debug)]
pub(crate) struct Permission {
    key: String,
    name: String,
    system: bool,
}

/// A role that somebody is to have.
#[derive(Clone, Copy, Debug)]
pub(crate) enum RoleChoice {
    Creator,
    Default,
    Any(Pick),
}

impl RoleChoice {
    pub(super) fn random(random: &mut Rng) -> Self {
        match random.u32(..100) {
            0..40 => Self::Creator,
            40..75 => Self::Default,
            _ => Self::Any(Pick::random(random)),
        }
    }
}

#[derive(Clone, Debug)]
pub(crate) enum RoleOperation {
    CreatePermission { key: String, name: String },
    UpdatePermission { permission: Pick, key: Option<String>, name: Option<String> },
    DeletePermission { permission: Pick },
    Create { key: String, name: String, permissions: Vec<Pick>, include: bool },
    Update { role: Pick, key: Option<String>, name: Option<String>, permissions: Option<Vec<Pick>> },
    Delete { role: Pick },
    Assign { role: Pick, permission: Pick },
    Remove { role: Pick, permission: Pick },
}

fn name(random: &mut Rng) -> String {
    if chance(random, 5) { "  ".to_owned() } else { values::name(random) }
}

fn check_name(name: &str) -> Result<(), Refusal> {
    if name.trim().is_empty() { Err(EMPTY) } else { values::check_length(name) }
}

fn permission_key(random: &mut Rng) -> String {
    match random.u32(..15) {
        0 => "invoices:create".to_owned(),
        1 => "org:sys_new:create".to_owned(),
        _ => format!("org:feature{}:use", random.u32(..8)),
    }
}

fn check_permission_key(key: &str) -> Result<(), Refusal> {
    if !key.starts_with("org:") {
        return Err(FORMAT);
    }
    if key.starts_with("org:sys_") { Err(INVALID) } else { Ok(()) }
}

fn role_key(random: &mut Rng) -> String {
    if chance(random, 7) { "Admin!".to_owned() } else { format!("org:role{}", random.u32(..12)) }
}

fn check_role_key(key: &str) -> Result<(), Refusal> {
    if key.starts_with("org:") { Ok(()) } else { Err(FORMAT) }
}

impl RoleOperation {
    pub(super) fn random(random: &mut Rng) -> Self {
        let (role, permission) = (Pick::random(random), Pick::random(random));
        let picks = |random: &mut Rng| (0..random.usize(..7)).map(|_| Pick::random(random)).collect();
        match random.u32(..20) {
            0..3 => Self::CreatePermission { key: permission_key(random), name: name(random) },
            3 => Self::UpdatePermission {
                permission,
                key: maybe(random, 60, permission_key),
                name: maybe(random, 60, name),
            },
            4 => Self::DeletePermission { permission },
            5..10 => Self::Create {
                key: role_key(random),
                name: name(random),
                permissions: picks(random),
                include: chance(random, 75),
            },
            10..13 => Self::Update {
                role,
                key: maybe(random, 40, role_key),
                name: maybe(random, 40, name),
                permissions: maybe(random, 30, picks),
            },
            13 | 14 => Self::Delete { role },
            15..18 => Self::Assign { role, permission },
            _ => Self::Remove { role, permission },
        }
    }

    pub(super) fn request(&self, model: &Model) -> Request {
        let role_path = |role: &Pick| format!("/organization_roles/{}", model.roles.id_of(*role));
        let permission_path =
            |permission: &Pick| format!("/organization_permissions/{}", model.permissions.id_of(*permission));
        let ids =
            |picks: &Vec<Pick>| -> Vec<String> { picks.iter().map(|pick| model.permissions.id_of(*pick)).collect() };
        match self {
            Self::CreatePermission { key, name } => {
                post("/organization_permissions", json!({ "key": key, "name": name, "description": "for trials" }))
            }
            Self::UpdatePermission { permission, key, name } => {
                let mut body = Object::new();
                put_value(&mut body, "key", key);
                put_value(&mut body, "name", name);
                patch(permission_path(permission), Value::Object(body))
            }
            Self::DeletePermission { permission } => delete(permission_path(permission)),
            Self::Create { key, name, permissions, include } => post(
                "/organization_roles",
                json!({
                    "key": key, "name": name, "description": "for trials", "permissions": ids(permissions),
                    "include_in_initial_role_set": include,
                }),
            ),
            Self::Update { role, key, name, permissions } => {
                let mut body = Object::new();
                put_value(&mut body, "key", key);
                put_value(&mut body, "name", name);
                put_value(&mut body, "permissions", &permissions.as_ref().map(ids));
                patch(role_path(role), Value::Object(body))
            }
            Self::Delete { role } => delete(role_path(role)),
            Self::Assign { role, permission } => {
                act(format!("{}/permissions/{}", role_path(role), model.permissions.id_of(*permission)))
            }
            Self::Remove { role, permission } => {
                delete(format!("{}/permissions/{}", role_path(role), model.permissions.id_of(*permission)))
            }
        }
    }

    pub(super) fn apply(&self, model: &mut Model) -> Outcome {
        match self {
            Self::CreatePermission { key, name } => {
                check_name(name)?;
                check_permission_key(key)?;
                model.check_permission_is_free(key, None)?;
                let permission = Permission { key: key.clone(), name: name.clone(), system: false };
                let handle = model.permissions.add(permission);
                Ok(Done::new(vec![Made::new(Kind::Permission, handle)], move |model| model.show_permission(handle)))
            }
            Self::UpdatePermission { permission, key, name } => {
                let handle = model.own_permission(*permission)?;
                name.iter().try_for_each(|name| check_name(name))?;
                key.iter().try_for_each(|key| check_permission_key(key))?;
                key.iter().try_for_each(|key| model.check_permission_is_free(key, Some(handle)))?;
                if let Some(stored) = model.permissions.get_mut(handle) {
                    stored.key = key.clone().unwrap_or_else(|| stored.key.clone());
                    stored.name = name.clone().unwrap_or_else(|| stored.name.clone());
                }
                Ok(Done::nothing_new(move |model| model.show_permission(handle)))
            }
            Self::DeletePermission { permission } => {
                let handle = model.own_permission(*permission)?;
                model.permissions.remove(handle);
                for role in model.role_numbers() {
                    if let Some(role) = model.roles.get_mut(role) {
                        role.permissions.retain(|permission| *permission != handle);
                    }
                }
                Ok(deleted("permission", model.permissions.id(handle)))
            }
            Self::Create { key, name, permissions, include } => {
                check_name(name)?;
                check_role_key(key)?;
                model.check_role_is_free(key, None)?;
                if model.roles.len() >= MOST_ROLES {
                    return Err(Refusal(403, "organization_instance_roles_quota_exceeded"));
                }
                let permissions = model.permission_numbers(permissions)?;
                let role = Role { key: key.clone(), name: name.clone(), permissions, in_set: *include };
                let handle = model.roles.add(role);
                Ok(Done::new(vec![Made::new(Kind::Role, handle)], move |model| model.show_role(handle)))
            }
            Self::Update { role, key, name, permissions } => {
                let handle = model.roles.find(*role).ok_or(NOT_FOUND)?;
                let Some(mut new) = model.roles.get(handle).cloned() else { return Err(NOT_FOUND) };
                if let Some(name) = name {
                    check_name(name)?;
                    new.name.clone_from(name);
                }
                if let Some(key) = key {
                    check_role_key(key)?;
                    new.key.clone_from(key);
                }
                if let Some(permissions) = permissions {
                    new.permissions = model.permission_numbers(permissions)?;
                }
                model.save_role(handle, new)
            }
            Self::Delete { role } => model.delete_role(*role),
            Self::Assign { role, permission } => {
                let (handle, mut role, permission) = model.role_and_permission(*role, *permission)?;
                if role.permissions.contains(&permission) {
                    return Err(Refusal(409, "organization_role_permission_association_exists"));
                }
                role.permissions.push(permission);
                model.save_role(handle, role)
            }
            Self::Remove { role, permission } => {
                let (handle, mut role, permission) = model.role_and_permission(*role, *permission)?;
                if !role.permissions.contains(&permission) {
                    return Err(Refusal(404, "organization_role_permission_association_not_found"));
                }
                role.permissions.retain(|held| *held != permission);
                model.save_role(handle, role)
            }
        }
    }
}

fn deleted(object: &str, id: &str) -> Done {
    let shown = json!({ "object": object, "id": id, "deleted": true });
    Done::nothing_new(move |_| shown.clone())
}

impl Model {
    /// What every instance begins with; only the ids are its own.
    pub(super) fn begin_roles(&mut self, permissions: &Value, roles: &Value) -> Result<()> {
        let find = |list: &Value, key: &str| -> Result<(String, String, i64)> {
            let mut all = list["data"].as_array().into_iter().flatten();
            let found = all.find(|one| one["key"] == key).with_context(|| format!("{key} is not in {list}"))?;
            let text = |name: &str| found[name].as_str().unwrap_or_default().to_owned();
            Ok((text("id"), text("name"), found["created_at"].as_i64().unwrap_or_default()))
        };
        for key in SYSTEM {
            let (id, name, created_at) = find(permissions, key)?;
            let handle = self.permissions.add(Permission { key: key.to_owned(), name, system: true });
            self.permissions.learn(handle, &id, created_at);
        }
        for (key, held) in [("org:admin", &SYSTEM[..]), ("org:member", &OF_MEMBERS[..])] {
            let (id, name, created_at) = find(roles, key)?;
            let number = |key: &&str| SYSTEM.iter().position(|other| other == key);
            let permissions = held.iter().filter_map(number).collect();
            let handle = self.roles.add(Role { key: key.to_owned(), name, permissions, in_set: true });
            self.roles.learn(handle, &id, created_at);
        }
        Ok(())
    }

    fn role_numbers(&self) -> Vec<usize> {
        self.roles.iter().map(|(handle, _)| handle).collect()
    }

    fn check_permission_is_free(&self, key: &str, own: Option<usize>) -> Result<(), Refusal> {
        let mut others = self.permissions.iter().filter(|(handle, _)| Some(*handle) != own);
        if others.any(|(_, other)| other.key == key) { Err(TAKEN) } else { Ok(()) }
    }

    fn check_role_is_free(&self, key: &str, own: Option<usize>) -> Result<(), Refusal> {
        let mut others = self.roles.iter().filter(|(handle, _)| Some(*handle) != own);
        if others.any(|(_, other)| other.key == key) { Err(TAKEN) } else { Ok(()) }
    }

    /// A permission that may be changed.
    fn own_permission(&self, pick: Pick) -> Result<usize, Refusal> {
        let handle = self.permissions.find(pick).ok_or(NOT_FOUND)?;
        if self.permissions.get(handle).is_some_and(|permission| permission.system) {
            return Err(Refusal(403, "organization_system_permission_not_modifiable"));
        }
        Ok(handle)
    }

    fn permission_numbers(&self, picks: &[Pick]) -> Result<Vec<usize>, Refusal> {
        let mut numbers = Vec::new();
        for pick in picks {
            let number = self.permissions.find(*pick).ok_or(NOT_FOUND)?;
            if !numbers.contains(&number) {
                numbers.push(number);
            }
        }
        Ok(numbers)
    }

    fn role_and_permission(&self, role: Pick, permission: Pick) -> Result<(usize, Role, usize), Refusal> {
        let handle = self.roles.find(role).ok_or(NOT_FOUND)?;
        let role = self.roles.get(handle).cloned().ok_or(NOT_FOUND)?;
        Ok((handle, role, self.permissions.find(permission).ok_or(NOT_FOUND)?))
    }

    fn allows(&self, role: &Role, key: &str) -> bool {
        role.permissions.iter().any(|held| self.permissions.get(*held).is_some_and(|held| held.key == key))
    }

    fn save_role(&mut self, handle: usize, role: Role) -> Outcome {
        if handle == CREATOR_ROLE && !MINIMUM.iter().all(|key| self.allows(&role, key)) {
            return Err(Refusal(422, "organization_missing_creator_role_permissions"));
        }
        self.check_role_is_free(&role.key, Some(handle))?;
        if let Some(stored) = self.roles.get_mut(handle) {
            *stored = role;
        }
        Ok(Done::nothing_new(move |model| model.show_role(handle)))
    }

    fn delete_role(&mut self, pick: Pick) -> Outcome {
        let handle = self.roles.find(pick).ok_or(NOT_FOUND)?;
        match handle {
            CREATOR_ROLE => return Err(Refusal(422, "organization_role_default_creator_role")),
            DEFAULT_ROLE => return Err(Refusal(422, "organization_role_domain_default_role")),
            _ => {}
        }
        if self.memberships.iter().any(|(_, membership)| membership.role == handle) {
            return Err(Refusal(422, "organization_role_assigned_members"));
        }
        let mut invitations = self.organization_invitations.iter();
        if invitations.any(|(_, invitation)| invitation.role == handle && !invitation.revoked) {
            return Err(Refusal(422, "organization_role_exists_in_invitations"));
        }
        self.roles.remove(handle);
        Ok(deleted("role", self.roles.id(handle)))
    }

    /// The key that a request names a role by.
    pub(super) fn key_of(&self, choice: &RoleChoice) -> String {
        let handle = self.role_number(choice);
        handle.map_or_else(|| "org:unknown".to_owned(), |handle| self.role_key(handle).to_owned())
    }

    fn role_number(&self, choice: &RoleChoice) -> Option<usize> {
        match choice {
            RoleChoice::Creator => Some(CREATOR_ROLE),
            RoleChoice::Default => Some(DEFAULT_ROLE),
            RoleChoice::Any(pick) => self.roles.find(*pick),
        }
    }

    /// The role of that choice, if members can have it.
    pub(super) fn usable_role(&self, choice: &RoleChoice) -> Option<usize> {
        self.role_number(choice).filter(|handle| self.roles.get(*handle).is_some_and(|role| role.in_set))
    }

    /// Whether members with that role can run an organization.
    pub(super) fn can_manage(&self, role: usize) -> bool {
        self.roles.get(role).is_some_and(|role| MINIMUM.iter().all(|key| self.allows(role, key)))
    }

    pub(super) fn has_permission(&self, role: usize, key: &str) -> bool {
        self.roles.get(role).is_some_and(|role| self.allows(role, key))
    }

    pub(super) fn role_key(&self, role: usize) -> &str {
        self.roles.get(role).map_or("", |role| &role.key)
    }

    pub(super) fn role_name(&self, role: usize) -> &str {
        self.roles.get(role).map_or("", |role| &role.name)
    }

    pub(super) fn role_permissions(&self, role: usize) -> Vec<&str> {
        let held = self.roles.get(role).map(|role| role.permissions.as_slice()).unwrap_or_default();
        held.iter().filter_map(|permission| self.permissions.get(*permission)).map(|one| one.key.as_str()).collect()
    }

    pub(super) fn show_permission(&self, handle: usize) -> Value {
        let Some(permission) = self.permissions.get(handle) else { return Value::Null };
        json!({
            "object": "permission",
            "id": self.permissions.id(handle),
            "key": permission.key,
            "name": permission.name,
            "created_at": self.permissions.created_at(handle),
        })
    }

    pub(super) fn show_role(&self, handle: usize) -> Value {
        let Some(role) = self.roles.get(handle) else { return Value::Null };
        let permissions: Vec<Value> =
            role.permissions.iter().map(|permission| self.show_permission(*permission)).collect();
        json!({
            "object": "role",
            "id": self.roles.id(handle),
            "key": role.key,
            "name": role.name,
            "permissions": permissions,
            "is_creator_eligible": self.can_manage(handle),
            "created_at": self.roles.created_at(handle),
        })
    }
}
