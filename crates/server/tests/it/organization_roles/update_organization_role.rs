use serde_json::json;

use crate::app::{App, START};
use crate::rights::{MINIMUM, NOT_FOUND, permissions_of, roles_of};
use crate::teams::{column, text};

#[tokio::test]
async fn a_new_key_reaches_members_invitations_role_sets_and_settings() {
    let app = App::start().await;
    let (ada, bob) = (app.user("ada").await, app.user("bob").await);
    let organization = app.organization("Acme").await;
    app.join(&organization, &ada, "org:admin").await;
    app.join(&organization, &bob, "org:member").await;
    let invitation = app.invite(&organization, "eve@example.com").await;
    for (from, to) in [("org:member", "org:colleague"), ("org:admin", "org:chief")] {
        let id = text(&app.role_by_key(from).await["id"]);
        app.clock.advance(1000);
        let after = app.patch(&format!("/organization_roles/{id}"), json!({ "key": to })).await.ok();
        assert_eq!((&after["key"], &after["id"]), (&json!(to), &json!(id)));
    }
    assert_eq!(app.role_of(&organization, &ada).await, "org:chief");
    assert_eq!(app.role_of(&organization, &bob).await, "org:colleague");
    let path = format!("/organizations/{organization}/memberships?role=org:colleague");
    assert_eq!(app.get(&path).await.ok()["total_count"], 1);
    assert_eq!(app.get(&path.replace("colleague", "member")).await.ok()["total_count"], 0);
    let invitations = app.get(&format!("/organizations/{organization}/invitations")).await.ok();
    assert_eq!(column(&invitations, "id"), [text(&invitation["id"])]);
    assert_eq!(column(&invitations, "role"), ["org:colleague"]);
    let set = app.get("/role_sets/role_set:default").await.ok();
    assert_eq!(roles_of(&set), ["org:chief", "org:colleague"]);
    assert_eq!(
        app.members_of("role_set:default").await,
        [("org:chief".to_owned(), 1), ("org:colleague".to_owned(), 1)]
    );
    let settings = app.store_write(|tx| tx.find_settings()).await;
    assert_eq!(settings.creator_role, "org:chief");
    assert_eq!(settings.organization_domains.default_role, "org:colleague");
    // The former key means nothing any more, and a new role may have it.
    let old = json!({ "user_id": ada, "role": "org:member" });
    let refused = app.post(&format!("/organizations/{organization}/memberships"), old).await;
    assert_eq!(refused.refusal(), (404, "resource_not_found", Some("role")));
    app.role("org:member", &[]).await;
    let eve = app.user("eve2").await;
    assert_eq!(app.join(&organization, &eve, "org:member").await["role_name"], "The org:member");
    assert_eq!(app.role_of(&organization, &bob).await, "org:colleague");
    let body = json!({ "name": "Another", "created_by": eve });
    let created = text(&app.post("/organizations", body).await.ok()["id"]);
    assert_eq!(app.role_of(&created, &eve).await, "org:chief", "whoever creates one has the renamed role");
    app.check().await;
}

#[tokio::test]
async fn names_descriptions_and_permissions_change_and_the_rest_stays() {
    let app = App::start().await;
    let pay = app.permission("org:bills:pay").await;
    let role = app.role("org:clerk", &["org:bills:pay", "org:sys_billing:read"]).await;
    let path = format!("/organization_roles/{}", text(&role["id"]));
    app.clock.advance(1000);
    let after = app.patch(&path, json!({ "name": "Clerk", "description": "Files.", "permissions": [pay] })).await.ok();
    assert_eq!((&after["name"], &after["description"]), (&json!("Clerk"), &json!("Files.")));
    assert_eq!((&after["key"], &after["updated_at"]), (&json!("org:clerk"), &json!(START + 1000)));
    assert_eq!(permissions_of(&after), ["org:bills:pay"]);
    app.clock.advance(1000);
    let same = app.patch(&path, json!({ "name": null, "key": null, "permissions": null })).await.ok();
    assert_eq!(same, after, "null leaves it alone");
    let bare = app.patch(&path, json!({ "description": null, "permissions": [] })).await.ok();
    assert_eq!((&bare["description"], &bare["permissions"]), (&json!(null), &json!([])));
    assert_eq!(app.get(&path).await.ok(), bare);
}

#[tokio::test]
async fn a_change_that_cannot_be_is_refused() {
    let app = App::start().await;
    let role = app.role("org:clerk", &["org:sys_billing:read"]).await;
    let path = format!("/organization_roles/{}", text(&role["id"]));
    for (body, refusal) in [
        (json!({ "name": "" }), (422, "form_param_nil", Some("name"))),
        (json!({ "key": "org:admin" }), (422, "form_identifier_exists", Some("key"))),
        (json!({ "key": "clerk" }), (422, "form_param_format_invalid", Some("key"))),
        (json!({ "permissions": ["perm_none"] }), (404, "resource_not_found", Some("permissions"))),
        (json!({ "description": "x".repeat(1025) }), (422, "form_param_max_length_exceeded", Some("description"))),
        (json!("x"), (400, "request_body_invalid", None)),
    ] {
        assert_eq!(app.patch(&path, body.clone()).await.refusal(), refusal, "{body}");
    }
    assert_eq!(app.get(&path).await.ok(), role);
    assert_eq!(app.patch("/organization_roles/role_none", json!({})).await.refusal(), NOT_FOUND);
    // Those who create an organization keep what somebody there must be able to do.
    let admin = format!("/organization_roles/{}", text(&app.role_by_key("org:admin").await["id"]));
    let mut ids = Vec::new();
    for key in MINIMUM {
        ids.push(app.permission_id(key).await);
    }
    for missing in 0..ids.len() {
        let mut fewer = ids.clone();
        fewer.remove(missing);
        let refused = app.patch(&admin, json!({ "permissions": fewer })).await;
        assert_eq!(refused.refusal(), (422, "organization_missing_creator_role_permissions", None), "{missing}");
    }
    let lean = app.patch(&admin, json!({ "permissions": ids })).await.ok();
    assert_eq!((permissions_of(&lean).len(), &lean["is_creator_eligible"]), (3, &json!(true)));
}
