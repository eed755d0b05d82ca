use serde_json::json;

use crate::app::App;
use crate::rights::{MINIMUM, NOT_FOUND};
use crate::teams::{column, text};

#[tokio::test]
async fn organizations_members_and_invitations_get_the_other_role_set() {
    let app = App::start().await;
    app.role("org:clerk", &[]).await;
    app.role_outside("org:boss", &MINIMUM, false).await;
    let made = app.role_set("role_set:old", &["org:boss", "org:clerk", "org:member"]).await;
    let (acme, other) =
        (app.organization_with("Acme", "role_set:old").await, app.organization_with("Other", "role_set:old").await);
    let mut users = Vec::new();
    for (name, role) in [("ada", "org:boss"), ("bob", "org:clerk"), ("carol", "org:member")] {
        let user = app.user(name).await;
        app.join(&acme, &user, role).await;
        app.join(&other, &user, role).await;
        users.push(user);
    }
    let body = json!({ "email_address": "eve@example.com", "role": "org:boss" });
    app.post(&format!("/organizations/{acme}/invitations"), body).await.ok();

    let replace = |body: serde_json::Value| app.post("/role_sets/role_set:old/replace", body);
    let missing = replace(json!({ "dest_role_set_key": "role_set:default" })).await;
    assert_eq!(missing.refusal(), (422, "organization_role_set_reassignment_mappings_missing", None));
    assert_eq!(missing.body["errors"][0]["meta"]["role_keys"], json!(["org:boss"]));
    let body = json!({ "dest_role_set_key": "role_set:default", "reassignment_mappings": { "org:boss": "org:boss" } });
    let invalid = replace(body).await;
    assert_eq!(invalid.refusal(), (422, "organization_role_set_reassignment_mappings_invalid", None));
    assert_eq!(invalid.body["errors"][0]["meta"]["role_key"], "org:boss");

    // Two of them change places.
    let mappings = json!({ "org:boss": "org:admin", "org:clerk": "org:member", "org:member": "org:clerk" });
    let body = json!({ "dest_role_set_key": "role_set:default", "reassignment_mappings": mappings });
    let gone = replace(body.clone()).await.ok();
    assert_eq!(gone, json!({ "object": "role_set", "id": made["id"], "deleted": true }));
    assert_eq!(replace(body).await.refusal(), NOT_FOUND);
    for organization in [&acme, &other] {
        let shown = app.get(&format!("/organizations/{organization}")).await.ok();
        assert_eq!(shown["role_set_key"], "role_set:default");
        for (user, role) in users.iter().zip(["org:admin", "org:member", "org:clerk"]) {
            assert_eq!(app.role_of(organization, user).await, role);
        }
    }
    let invitations = app.get(&format!("/organizations/{acme}/invitations")).await.ok();
    assert_eq!(column(&invitations, "role"), ["org:admin"]);
    let counts: Vec<i64> = app.members_of("role_set:default").await.into_iter().map(|(_, count)| count).collect();
    assert_eq!(counts, [2, 2, 2]);
    app.check().await;

    // The organizations are like any other of their role set from now on.
    let dan = app.user("dan").await;
    app.join(&acme, &dan, "org:clerk").await;
    let body = json!({ "role_key": "org:clerk", "to_role_key": "org:member" });
    app.post("/role_sets/role_set:default/roles/replace", body).await.ok();
    for user in [&users[1], &users[2], &dan] {
        assert_eq!(app.role_of(&acme, user).await, "org:member");
    }
    app.role_set("role_set:old", &["org:admin"]).await;
    app.check().await;
}

#[tokio::test]
async fn roles_that_nobody_has_need_no_successor() {
    let app = App::start().await;
    app.role("org:clerk", &[]).await;
    app.role_set("role_set:old", &["org:admin", "org:clerk"]).await;
    app.role_set("role_set:new", &["org:admin", "org:member"]).await;
    let (ada, acme) = (app.user("ada").await, app.organization_with("Acme", "role_set:old").await);
    app.join(&acme, &ada, "org:admin").await;
    let body = json!({ "email_address": "eve@example.com", "role": "org:clerk" });
    let invitation = app.post(&format!("/organizations/{acme}/invitations"), body).await.ok();
    let body = json!({ "dest_role_set_key": "role_set:new", "reassignment_mappings": {} });
    let refused = app.post("/role_sets/role_set:old/replace", body.clone()).await;
    assert_eq!(refused.refusal(), (422, "organization_role_set_reassignment_mappings_missing", None), "it is promised");
    let path = format!("/organizations/{acme}/invitations/{}", text(&invitation["id"]));
    app.post(&format!("{path}/revoke"), json!({})).await.ok();
    app.post("/role_sets/role_set:old/replace", body).await.ok();
    assert_eq!(app.get(&path).await.ok()["role"], "org:clerk", "what was revoked stays as it was");
    assert_eq!(app.role_of(&acme, &ada).await, "org:admin");
    app.check().await;
}

#[tokio::test]
async fn a_replacement_that_cannot_be_is_refused() {
    let app = App::start().await;
    app.role_set("role_set:other", &["org:admin"]).await;
    for (path, body, refusal) in [
        ("role_set:other", json!({}), (422, "form_param_missing", Some("dest_role_set_key"))),
        (
            "role_set:other",
            json!({ "dest_role_set_key": "role_set:none" }),
            (404, "resource_not_found", Some("dest_role_set_key")),
        ),
        (
            "role_set:other",
            json!({ "dest_role_set_key": "role_set:other" }),
            (422, "form_param_value_invalid", Some("dest_role_set_key")),
        ),
        (
            "role_set:other",
            json!({ "dest_role_set_key": "role_set:default", "reassignment_mappings": [] }),
            (422, "form_param_type_invalid", Some("reassignment_mappings")),
        ),
        ("role_set:none", json!({ "dest_role_set_key": "role_set:default" }), NOT_FOUND),
        (
            "role_set:default",
            json!({ "dest_role_set_key": "role_set:other" }),
            (403, "cannot_delete_initial_role_set", None),
        ),
    ] {
        let refused = app.post(&format!("/role_sets/{path}/replace"), body.clone()).await;
        assert_eq!(refused.refusal(), refusal, "{path} {body}");
    }
    assert_eq!(app.get("/role_sets").await.ok()["total_count"], 2);
}
