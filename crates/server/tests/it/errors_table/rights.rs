//! Roles, permissions and role sets.

use serde_json::{Value, json};

use super::ledger::Ledger;
use super::stage::{GONE, Stage, invalid, malformed, taken};
use crate::app::App;

/// A role set that is not the first.
const HATS: &str = "role_set:hats_0";

pub(super) async fn run(app: &App, ledger: &Ledger) {
    permissions(&Stage::new(app, ledger).await).await;
    roles(&Stage::new(app, ledger).await).await;
    needed_roles(&Stage::new(app, ledger).await).await;
    role_sets(&Stage::new(app, ledger).await).await;
    successors(&Stage::new(app, ledger).await).await;
}

fn found<'a>(page: &'a Value, key: &str) -> &'a str {
    let is_it = |one: &&Value| one["key"] == key;
    page["data"].as_array().unwrap().iter().find(is_it).unwrap()["id"].as_str().unwrap()
}

fn too_long(name: &str) -> super::ledger::Refusal<'_> {
    (422, "form_param_max_length_exceeded", Some(name))
}

async fn permissions(stage: &Stage<'_>) {
    let (create, update) = ("CreateOrganizationPermission", "UpdateOrganizationPermission");
    for (id, args, refusal) in [
        (create, json!({ "key": "org:hats_0:wear" }), taken("key")),
        (create, json!({ "key": "hats" }), malformed("key")),
        (create, json!({ "key": "org:sys_hats:wear" }), invalid("key")),
        (create, json!({ "name": " " }), (422, "form_param_nil", Some("name"))),
        (create, json!({ "name": "x".repeat(257) }), too_long("name")),
        (create, json!({ "description": "x".repeat(1025) }), too_long("description")),
        (update, json!({ "key": "org:hats_1:wear" }), taken("key")),
        (update, json!({ "key": "hats" }), malformed("key")),
        (update, json!({ "name": "" }), (422, "form_param_nil", Some("name"))),
        ("ListOrganizationPermissions", json!({ "order_by": "-shoe_size" }), invalid("order_by")),
    ] {
        stage.refuses(id, args, refusal).await;
    }
    let all = stage.does("ListOrganizationPermissions", json!({ "limit": 500 })).await;
    let system = json!({ "permission_id": found(&all, "org:sys_memberships:manage") });
    let refusal = (403, "organization_system_permission_not_modifiable", None);
    stage.refuses(update, system.clone(), refusal).await;
    stage.refuses("DeleteOrganizationPermission", system, refusal).await;
}

async fn roles(stage: &Stage<'_>) {
    let (create, update) = ("CreateOrganizationRole", "UpdateOrganizationRole");
    for (id, args, refusal) in [
        (create, json!({ "key": "org:admin" }), taken("key")),
        (create, json!({ "key": "hatter" }), malformed("key")),
        (create, json!({ "name": "" }), (422, "form_param_nil", Some("name"))),
        (create, json!({ "name": "x".repeat(257) }), too_long("name")),
        (create, json!({ "permissions": ["perm_nobodys"] }), (404, "resource_not_found", Some("permissions"))),
        (
            create,
            json!({ "permissions": vec!["perm_nobodys"; 1001] }),
            (422, "form_param_array_size_exceeded", Some("permissions")),
        ),
        (update, json!({ "key": "hatter" }), malformed("key")),
        (update, json!({ "permissions": ["perm_nobodys"] }), (404, "resource_not_found", Some("permissions"))),
        (
            "AssignPermissionToOrganizationRole",
            json!({}),
            (409, "organization_role_permission_association_exists", None),
        ),
        (
            "RemovePermissionFromOrganizationRole",
            json!({ "permission_id": stage.id("permission", 1) }),
            (404, "organization_role_permission_association_not_found", None),
        ),
        ("ListOrganizationRoles", json!({ "order_by": "-shoe_size" }), invalid("order_by")),
    ] {
        stage.refuses(id, args, refusal).await;
    }
    let clerk = stage.does(create, json!({ "name": "Clerk", "key": "org:clerk" })).await;
    let renamed = json!({ "organization_role_id": clerk["id"], "key": "org:admin" });
    stage.refuses(update, renamed, taken("key")).await;
    stage.configure(|settings| settings.max_allowed_roles = 7).await;
    stage.refuses(create, json!({}), (403, "organization_instance_roles_quota_exceeded", None)).await;
}

async fn needed_roles(stage: &Stage<'_>) {
    let delete = "DeleteOrganizationRole";
    let all = stage.does("ListOrganizationRoles", json!({ "limit": 500 })).await;
    let permissions = stage.does("ListOrganizationPermissions", json!({ "limit": 500 })).await;
    let admin = json!({ "organization_role_id": found(&all, "org:admin") });
    stage.refuses(delete, admin.clone(), (422, "organization_role_default_creator_role", None)).await;
    let member = json!({ "organization_role_id": found(&all, "org:member") });
    stage.refuses(delete, member, (422, "organization_role_domain_default_role", None)).await;
    let missing = (422, "organization_missing_creator_role_permissions", None);
    let mut less = admin.clone();
    less["permission_id"] = json!(found(&permissions, "org:sys_memberships:manage"));
    stage.refuses("RemovePermissionFromOrganizationRole", less, missing).await;
    let mut none = admin;
    none["permissions"] = json!([]);
    stage.refuses("UpdateOrganizationRole", none, missing).await;

    let clerk = json!({ "name": "Clerk", "key": "org:clerk", "include_in_initial_role_set": true });
    let clerk = json!({ "organization_role_id": stage.does("CreateOrganizationRole", clerk).await["id"] });
    let guest = json!({ "email_address": "clerk@example.com", "role": "org:clerk" });
    stage.does("CreateOrganizationInvitation", guest).await;
    stage.refuses(delete, clerk.clone(), (422, "organization_role_exists_in_invitations", None)).await;
    let join = json!({ "user_id": stage.id("user", 2), "role": "org:clerk" });
    stage.does("CreateOrganizationMembership", join).await;
    stage.refuses(delete, clerk, (422, "organization_role_assigned_members", None)).await;
}

async fn role_sets(stage: &Stage<'_>) {
    let (create, update, add) = ("CreateRoleSet", "UpdateRoleSet", "AddRolesToRoleSet");
    let set = |field: &str, value: Value| {
        let mut set = json!({
            "name": "Set", "key": "role_set:new", "roles": ["org:admin", "org:member"],
            "creator_role_key": "org:admin", "default_role_key": "org:member",
        });
        set[field] = value;
        set
    };
    let missing = (422, "organization_missing_creator_role_permissions", None);
    for (id, args, refusal) in [
        (create, set("key", json!(HATS)), taken("key")),
        (create, set("key", json!("hats")), malformed("key")),
        (create, set("name", json!("")), (422, "form_param_nil", Some("name"))),
        (create, set("name", json!("x".repeat(257))), too_long("name")),
        (create, set("roles", json!([])), invalid("roles")),
        (create, set("roles", json!(vec!["org:admin"; 11])), (422, "form_param_array_size_exceeded", Some("roles"))),
        (create, set("roles", json!(["org:admin", "org:admin"])), (422, "form_param_duplicate", Some("roles"))),
        (create, set("roles", json!(["org:nobodys"])), (404, "resource_not_found", Some("roles"))),
        (create, set("default_role_key", json!("org:hatter_0")), invalid("default_role_key")),
        (create, set("creator_role_key", json!("org:member")), missing),
        (update, json!({ "key": "role_set:hats_1" }), taken("key")),
        (update, json!({ "key": "hats" }), malformed("key")),
        (update, json!({ "name": "" }), (422, "form_param_nil", Some("name"))),
        (update, json!({ "default_role_key": "org:admin" }), invalid("default_role_key")),
        (add, json!({ "role_keys": [] }), invalid("role_keys")),
        (add, json!({ "role_keys": ["org:nobodys"] }), (404, "resource_not_found", Some("role_keys"))),
        (add, json!({ "role_keys": ["org:member", "org:member"] }), (422, "form_param_duplicate", Some("role_keys"))),
        ("ListRoleSets", json!({ "order_by": "-shoe_size" }), invalid("order_by")),
    ] {
        stage.refuses(id, args, refusal).await;
    }
    stage.configure(|settings| settings.max_role_sets_allowed = 5).await;
    stage
        .refuses(create, set("name", json!("One")), (403, "organization_instance_role_sets_quota_exceeded", None))
        .await;
}

async fn successors(stage: &Stage<'_>) {
    let (set, role) = ("ReplaceRoleSet", "ReplaceRoleInRoleSet");
    let default = "role_set:default";
    for (id, args, refusal) in [
        (
            set,
            json!({ "role_set_key_or_id": HATS, "dest_role_set_key": "role_set:nobodys" }),
            (404, "resource_not_found", Some("dest_role_set_key")),
        ),
        (set, json!({ "role_set_key_or_id": HATS, "dest_role_set_key": HATS }), invalid("dest_role_set_key")),
        (
            set,
            json!({ "role_set_key_or_id": default, "dest_role_set_key": HATS }),
            (403, "cannot_delete_initial_role_set", None),
        ),
        (
            role,
            json!({ "role_set_key_or_id": default, "role_key": "org:nobodys", "to_role_key": "org:admin" }),
            (404, "resource_not_found", Some("role_key")),
        ),
        (
            role,
            json!({ "role_set_key_or_id": default, "role_key": "org:member", "to_role_key": "org:nobodys" }),
            (404, "resource_not_found", Some("to_role_key")),
        ),
        (
            role,
            json!({ "role_set_key_or_id": default, "role_key": "org:member", "to_role_key": "org:member" }),
            invalid("to_role_key"),
        ),
        (
            role,
            json!({ "role_set_key_or_id": default, "role_key": "org:admin", "to_role_key": "org:member" }),
            (422, "organization_missing_creator_role_permissions", None),
        ),
        (set, json!({ "role_set_key_or_id": "role_set:nobodys", "dest_role_set_key": default }), GONE),
    ] {
        stage.refuses(id, args, refusal).await;
    }
    // An organization has somebody in a role that the other role set lacks.
    let both = json!({
        "name": "Both", "key": "role_set:both", "roles": ["org:admin", "org:hatter_0"], "creator_role_key": "org:admin",
        "default_role_key": "org:hatter_0",
    });
    stage.does("CreateRoleSet", both).await;
    let organization =
        stage.does("CreateOrganization", json!({ "name": "Both", "role_set_key": "role_set:both" })).await;
    let join = json!({
        "organization_id": organization["id"], "user_id": stage.id("user", 2), "role": "org:hatter_0",
    });
    stage.does("CreateOrganizationMembership", join).await;
    let replace = |mappings: Value| {
        json!({
            "role_set_key_or_id": "role_set:both", "dest_role_set_key": default, "reassignment_mappings": mappings,
        })
    };
    let missing = (422, "organization_role_set_reassignment_mappings_missing", None);
    stage.refuses(set, replace(json!({})), missing).await;
    let wrong = json!({ "org:hatter_0": "org:hatter_0" });
    stage.refuses(set, replace(wrong), (422, "organization_role_set_reassignment_mappings_invalid", None)).await;
}
