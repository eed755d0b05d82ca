//! Permissions, roles and role sets, for tests.

use serde_json::{Value, json};

use crate::app::App;
use crate::teams::text;

/// What a role needs so that those who create organizations can have it.
pub(crate) const MINIMUM: [&str; 3] =
    ["org:sys_memberships:manage", "org:sys_memberships:read", "org:sys_profile:delete"];

/// The refusal of an id that nothing has.
pub(crate) const NOT_FOUND: (u16, &str, Option<&str>) = (404, "resource_not_found", None);

impl App {
    /// Makes a permission of the instance's own and gives its id.
    pub(crate) async fn permission(&self, key: &str) -> String {
        let made =
            self.post("/organization_permissions", json!({ "name": format!("May {key}"), "key": key })).await.ok();
        text(&made["id"])
    }

    /// The id of a permission by its key.
    pub(crate) async fn permission_id(&self, key: &str) -> String {
        let found = self.get(&format!("/organization_permissions?limit=500&query={key}")).await.ok();
        let is_it = |permission: &&Value| permission["key"] == key;
        text(&found["data"].as_array().unwrap().iter().find(is_it).unwrap_or_else(|| panic!("{key}"))["id"])
    }

    /// Makes a role with these permissions, by their keys; the role set of new organizations holds it.
    pub(crate) async fn role(&self, key: &str, permissions: &[&str]) -> Value {
        self.role_outside(key, permissions, true).await
    }

    /// Makes a role that may be in no role set.
    pub(crate) async fn role_outside(&self, key: &str, permissions: &[&str], include: bool) -> Value {
        let mut ids = Vec::new();
        for permission in permissions {
            ids.push(self.permission_id(permission).await);
        }
        let body = json!({
            "name": format!("The {key}"), "key": key, "permissions": ids, "include_in_initial_role_set": include,
        });
        self.post("/organization_roles", body).await.ok()
    }

    /// A role by its key.
    pub(crate) async fn role_by_key(&self, key: &str) -> Value {
        let found = self.get(&format!("/organization_roles?limit=500&query={key}")).await.ok();
        let is_it = |role: &&Value| role["key"] == key;
        found["data"].as_array().unwrap().iter().find(is_it).unwrap_or_else(|| panic!("{key}")).clone()
    }

    /// Makes a role set whose first role is that of creators, and whose last one that of new members.
    pub(crate) async fn role_set(&self, key: &str, roles: &[&str]) -> Value {
        let body = json!({
            "name": format!("Set {key}"), "key": key, "roles": roles, "creator_role_key": roles.first(),
            "default_role_key": roles.last(),
        });
        self.post("/role_sets", body).await.ok()
    }

    /// Makes an organization with that role set and gives its id.
    pub(crate) async fn organization_with(&self, name: &str, role_set: &str) -> String {
        let body = json!({ "name": name, "max_allowed_memberships": 0, "role_set_key": role_set });
        text(&self.post("/organizations", body).await.ok()["id"])
    }

    /// The key of the role that a member has.
    pub(crate) async fn role_of(&self, organization: &str, user: &str) -> String {
        let list = self.get(&format!("/organizations/{organization}/memberships?user_id={user}")).await.ok();
        text(&list["data"][0]["role"])
    }

    /// How many members have each role of a role set, in its order.
    pub(crate) async fn members_of(&self, role_set: &str) -> Vec<(String, i64)> {
        let set = self.get(&format!("/role_sets/{role_set}")).await.ok();
        let count = |item: &Value| {
            let count = item["members_count"].as_i64().unwrap();
            assert_eq!(item["has_members"], count > 0);
            (text(&item["key"]), count)
        };
        set["roles"].as_array().unwrap().iter().map(count).collect()
    }
}

/// The keys of the permissions of a role, in alphabetical order.
pub(crate) fn permissions_of(role: &Value) -> Vec<String> {
    let mut keys: Vec<String> =
        role["permissions"].as_array().unwrap().iter().map(|permission| text(&permission["key"])).collect();
    keys.sort_unstable();
    keys
}

/// The keys of the roles of a role set, in its order.
pub(crate) fn roles_of(set: &Value) -> Vec<String> {
    set["roles"].as_array().unwrap().iter().map(|item| text(&item["key"])).collect()
}
