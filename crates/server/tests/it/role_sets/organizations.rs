//! Role sets of organizations: given when they are made, and changed.

use serde_json::json;

use crate::app::{App, START};
use crate::rights::MINIMUM;
use crate::teams::text;

#[tokio::test]
async fn an_organization_gets_another_role_set_that_holds_what_its_people_have() {
    let app = App::start().await;
    app.role("org:clerk", &[]).await;
    app.role_set("role_set:other", &["org:admin", "org:clerk"]).await;
    let (acme, still) = (app.organization("Acme").await, app.organization("Still").await);
    let (ada, bob) = (app.user("ada").await, app.user("bob").await);
    for organization in [&acme, &still] {
        app.join(organization, &ada, "org:admin").await;
        app.join(organization, &bob, "org:member").await;
    }
    let path = format!("/organizations/{acme}");
    let body = json!({ "role_set_key": "role_set:other" });
    let refused = app.patch(&path, body.clone()).await;
    assert_eq!(refused.refusal(), (422, "organization_role_set_reassignment_mappings_missing", None));
    assert_eq!(refused.body["errors"][0]["meta"]["role_keys"], json!(["org:member"]));
    app.patch(&format!("{path}/memberships/{bob}"), json!({ "role": "org:clerk" })).await.ok();
    let invitation = text(&app.invite(&acme, "eve@example.com").await["id"]);
    assert_eq!(app.patch(&path, body.clone()).await.status, 422, "a pending invitation counts, too");
    app.post(&format!("{path}/invitations/{invitation}/revoke"), json!({})).await.ok();
    app.clock.advance(1000);
    let after = app.patch(&path, body.clone()).await.ok();
    assert_eq!((&after["role_set_key"], &after["updated_at"]), (&json!("role_set:other"), &json!(START + 1000)));
    assert_eq!(app.get(&path).await.ok(), after);
    app.clock.advance(1000);
    assert_eq!(app.patch(&path, body).await.ok(), after);
    assert_eq!(
        (app.role_of(&acme, &ada).await, app.role_of(&acme, &bob).await),
        ("org:admin".into(), "org:clerk".into())
    );
    let counts = async |set: &str| app.members_of(set).await.into_iter().map(|(_, count)| count).collect::<Vec<_>>();
    assert_eq!(counts("role_set:other").await, [1, 1]);
    assert_eq!(counts("role_set:default").await, [1, 1, 0]);
    let revoked = app.get(&format!("{path}/invitations/{invitation}")).await.ok();
    assert_eq!(revoked["role"], "org:member", "what is over stays as it was");
    let carol = app.user("carol").await;
    let wrong = app.post(&format!("{path}/memberships"), json!({ "user_id": carol, "role": "org:member" })).await;
    assert_eq!(wrong.refusal(), (404, "resource_not_found", Some("role")));
    app.check().await;
}

#[tokio::test]
async fn moves_and_replacements_after_each_other_keep_everybody_in_their_role() {
    let app = App::start().await;
    app.role("org:clerk", &[]).await;
    app.role("org:guest", &[]).await;
    app.role_set("role_set:b", &["org:admin", "org:clerk", "org:guest", "org:member"]).await;
    let acme = app.organization("Acme").await;
    let mut users = Vec::new();
    for (name, role) in [("ada", "org:admin"), ("bob", "org:clerk"), ("carol", "org:guest"), ("dan", "org:member")] {
        let user = app.user(name).await;
        app.join(&acme, &user, role).await;
        users.push(user);
    }
    let roles = async || {
        let mut found = Vec::new();
        for user in &users {
            found.push(app.role_of(&acme, user).await.replace("org:", ""));
        }
        found.join(" ")
    };
    let replace = async |set: &str, from: &str, to: &str| {
        let body = json!({ "role_key": from, "to_role_key": to });
        app.post(&format!("/role_sets/{set}/roles/replace"), body).await.ok();
    };
    let path = format!("/organizations/{acme}");
    replace("role_set:default", "org:clerk", "org:member").await;
    assert_eq!(roles().await, "admin member guest member");
    // In the other role set a clerk is a clerk, so the organization cannot be one of many there.
    app.patch(&path, json!({ "role_set_key": "role_set:b" })).await.ok();
    assert_eq!(roles().await, "admin member guest member");
    app.check().await;
    app.patch(&format!("{path}/memberships/{}", users[1]), json!({ "role": "org:clerk" })).await.ok();
    replace("role_set:b", "org:guest", "org:clerk").await;
    assert_eq!(roles().await, "admin clerk clerk member");
    app.check().await;
    app.post("/role_sets/role_set:default/roles", json!({ "role_keys": ["org:clerk"] })).await.ok();
    app.patch(&path, json!({ "role_set_key": "role_set:default" })).await.ok();
    assert_eq!(roles().await, "admin clerk clerk member");
    app.patch(&path, json!({ "role_set_key": "role_set:b" })).await.ok();
    assert_eq!(roles().await, "admin clerk clerk member");
    app.check().await;
    app.delete(&path).await.ok();
    app.check().await;
}

#[tokio::test]
async fn a_custom_role_can_be_that_of_the_last_who_can_run_an_organization() {
    let app = App::start().await;
    app.role("org:boss", &MINIMUM).await;
    app.role("org:almost", &MINIMUM[..2]).await;
    let (ada, bob) = (app.user("ada").await, app.user("bob").await);
    let acme = app.organization("Acme").await;
    app.join(&acme, &ada, "org:boss").await;
    app.join(&acme, &bob, "org:almost").await;
    let of_ada = format!("/organizations/{acme}/memberships/{ada}");
    let needed = (400, "organization_minimum_permissions_needed", None);
    assert_eq!(app.patch(&of_ada, json!({ "role": "org:almost" })).await.refusal(), needed);
    assert_eq!(app.delete(&of_ada).await.refusal(), needed);
    app.patch(&of_ada, json!({ "role": "org:admin" })).await.ok();
    let query = "include_missing_member_with_elevated_permissions=true";
    let shown = app.get(&format!("/organizations/{acme}?{query}")).await.ok();
    assert_eq!(shown["missing_member_with_elevated_permissions"], false);
    // Whoever is almost able becomes able.
    let role = text(&app.role_by_key("org:almost").await["id"]);
    let path = format!("/organization_roles/{role}/permissions/{}", app.permission_id(MINIMUM[2]).await);
    app.post(&path, json!({})).await.ok();
    app.delete(&of_ada).await.ok();
    assert_eq!(app.delete(&format!("/organizations/{acme}/memberships/{bob}")).await.refusal(), needed);
    app.check().await;
}

#[tokio::test]
async fn those_who_may_invite_have_the_permission_by_any_role() {
    let app = App::start().await;
    app.role("org:host", &["org:sys_memberships:manage"]).await;
    app.role("org:guest", &[]).await;
    let (ada, bob) = (app.user("ada").await, app.user("bob").await);
    let acme = app.organization("Acme").await;
    app.join(&acme, &ada, "org:host").await;
    app.join(&acme, &bob, "org:guest").await;
    let invite = async |inviter: &str, address: &str| {
        let body = json!({ "email_address": address, "role": "org:guest", "inviter_user_id": inviter });
        app.post(&format!("/organizations/{acme}/invitations"), body).await
    };
    assert_eq!(invite(&ada, "eve@example.com").await.ok()["role_name"], "The org:guest");
    let refused = invite(&bob, "fay@example.com").await;
    assert_eq!(refused.refusal(), (403, "missing_organization_permission", None));
}

#[tokio::test]
async fn a_seed_makes_permissions_roles_and_role_sets() {
    let app = App::start().await;
    let seed = json!({
        "permissions": [{ "key": "org:bills:pay", "name": "Pay bills" }],
        "roles": [
            { "key": "org:clerk", "name": "Clerk", "permissions": ["org:bills:pay", "org:sys_billing:read"] },
            { "key": "org:boss", "name": "Boss", "permissions": MINIMUM, "include_in_initial_role_set": true },
        ],
        "role_sets": [{
            "key": "role_set:firms", "name": "Firms", "roles": ["org:boss", "org:clerk"], "default_role_key": "org:clerk",
            "creator_role_key": "org:boss", "initial": true,
        }],
    });
    let report = app.seed(seed.clone()).await.unwrap();
    assert_eq!(report.permissions[0].key, "org:bills:pay");
    assert!(report.roles[0].id.starts_with("role_") && report.role_sets[0].id.starts_with("rset_"));
    let created = app.organization("Acme").await;
    assert_eq!(app.get(&format!("/organizations/{created}")).await.ok()["role_set_key"], "role_set:firms");
    assert_eq!(app.seed(seed).await.unwrap(), report, "what is there already stays as it is");
    let unknown = json!({ "roles": [{ "key": "org:x", "name": "X", "permissions": ["org:none:none"] }] });
    assert!(app.seed(unknown).await.unwrap_err().to_string().contains("org:none:none"));
    app.check().await;
}
