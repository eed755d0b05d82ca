use serde_json::json;

use crate::app::{App, START};
use crate::rights::{MINIMUM, NOT_FOUND, roles_of};
use crate::teams::{column, text};

#[tokio::test]
async fn members_and_invitations_move_and_only_by_that_role_set() {
    let app = App::start().await;
    app.role("org:clerk", &[]).await;
    app.role_set("role_set:other", &["org:admin", "org:clerk"]).await;
    let (ours, theirs) = (app.organization("Ours").await, app.organization_with("Theirs", "role_set:other").await);
    let (ada, bob) = (app.user("ada").await, app.user("bob").await);
    for organization in [&ours, &theirs] {
        app.join(organization, &ada, "org:admin").await;
        app.join(organization, &bob, "org:clerk").await;
        let body = json!({ "email_address": "eve@example.com", "role": "org:clerk" });
        app.post(&format!("/organizations/{organization}/invitations"), body).await.ok();
    }
    app.clock.advance(1000);
    let body = json!({ "role_key": "org:clerk", "to_role_key": "org:member" });
    let after = app.post("/role_sets/role_set:default/roles/replace", body.clone()).await.ok();
    assert_eq!(roles_of(&after), ["org:admin", "org:member"]);
    assert_eq!((&after["updated_at"], &after["roles"][1]["members_count"]), (&json!(START + 1000), &json!(1)));
    assert_eq!(app.role_of(&ours, &bob).await, "org:member");
    assert_eq!(app.role_of(&theirs, &bob).await, "org:clerk");
    assert_eq!(column(&app.get(&format!("/organizations/{ours}/invitations")).await.ok(), "role"), ["org:member"]);
    assert_eq!(column(&app.get(&format!("/organizations/{theirs}/invitations")).await.ok(), "role"), ["org:clerk"]);
    app.role_by_key("org:clerk").await;
    let gone = app.post("/role_sets/role_set:default/roles/replace", body).await;
    assert_eq!(gone.refusal(), (422, "form_param_value_invalid", Some("role_key")), "it is not there any more");
    let refused = json!({ "user_id": ada, "role": "org:clerk" });
    let path = format!("/organizations/{ours}/memberships/{ada}");
    assert_eq!(app.patch(&path, refused).await.refusal(), (404, "resource_not_found", Some("role")));

    // The role comes back: those who were moved stay where they are, and others can have it.
    app.post("/role_sets/role_set:default/roles", json!({ "role_keys": ["org:clerk"] })).await.ok();
    assert_eq!(app.role_of(&ours, &bob).await, "org:member");
    let carol = app.user("carol").await;
    app.join(&ours, &carol, "org:clerk").await;
    assert_eq!(app.role_of(&ours, &carol).await, "org:clerk");
    let path = format!("/organizations/{ours}/memberships");
    for role in ["org:admin", "org:member", "org:clerk"] {
        assert_eq!(app.get(&format!("{path}?role={role}")).await.ok()["total_count"], 1, "{role}");
    }
    assert_eq!(app.get(&format!("{path}?role=org:member&role=org:clerk")).await.ok()["total_count"], 2);
    let counts: Vec<i64> = app.members_of("role_set:default").await.into_iter().map(|(_, count)| count).collect();
    assert_eq!(counts, [1, 1, 1]);
    app.check().await;
}

#[tokio::test]
async fn the_roles_of_creators_and_of_new_members_are_followed_by_the_other() {
    let app = App::start().await;
    app.role("org:boss", &MINIMUM).await;
    let replace = |from: &str, to: &str| {
        let body = json!({ "role_key": from, "to_role_key": to });
        app.post("/role_sets/role_set:default/roles/replace", body)
    };
    let refused = replace("org:admin", "org:member").await;
    assert_eq!(refused.refusal(), (422, "organization_missing_creator_role_permissions", None));
    let after = replace("org:admin", "org:boss").await.ok();
    assert_eq!(after["creator_role"]["key"], "org:boss");
    let after = replace("org:member", "org:boss").await.ok();
    assert_eq!((&after["default_role"]["key"], roles_of(&after)), (&json!("org:boss"), vec!["org:boss".to_owned()]));
    let settings = app.store_write(|tx| tx.find_settings()).await;
    assert_eq!(
        (settings.creator_role.as_str(), settings.organization_domains.default_role.as_str()),
        ("org:boss", "org:boss")
    );
    app.check().await;
}

#[tokio::test]
async fn a_replacement_that_cannot_be_is_refused() {
    let app = App::start().await;
    app.role_outside("org:clerk", &[], false).await;
    for (from, to, refusal) in [
        ("org:none", "org:admin", (404, "resource_not_found", Some("role_key"))),
        ("org:admin", "org:none", (404, "resource_not_found", Some("to_role_key"))),
        ("org:clerk", "org:admin", (422, "form_param_value_invalid", Some("role_key"))),
        ("org:member", "org:clerk", (422, "form_param_value_invalid", Some("to_role_key"))),
        ("org:member", "org:member", (422, "form_param_value_invalid", Some("to_role_key"))),
    ] {
        let body = json!({ "role_key": from, "to_role_key": to });
        let refused = app.post("/role_sets/role_set:default/roles/replace", body).await;
        assert_eq!(refused.refusal(), refusal, "{from} {to}");
    }
    let missing = app.post("/role_sets/role_set:default/roles/replace", json!({ "role_key": "org:admin" })).await;
    assert_eq!(missing.refusal(), (422, "form_param_missing", Some("to_role_key")));
    let body = json!({ "role_key": "org:member", "to_role_key": "org:admin" });
    assert_eq!(app.post("/role_sets/rset_none/roles/replace", body).await.refusal(), NOT_FOUND);
}

#[tokio::test]
async fn whoever_gets_the_role_meanwhile_is_moved_or_refused() {
    let app = App::start().await;
    app.role("org:clerk", &[]).await;
    let organization = app.organization("Acme").await;
    let mut users = Vec::new();
    for name in ["ada", "bob", "carol", "dan", "eve"] {
        users.push(app.user(name).await);
    }
    let path = format!("/organizations/{organization}/memberships");
    let joins = users.iter().map(|user| app.post(&path, json!({ "user_id": user, "role": "org:clerk" })));
    let body = json!({ "role_key": "org:clerk", "to_role_key": "org:member" });
    let replaced = app.post("/role_sets/role_set:default/roles/replace", body);
    let (joined, replaced) = tokio::join!(futures_util::future::join_all(joins), replaced);
    let after = replaced.ok();
    assert_eq!(roles_of(&after), ["org:admin", "org:member"]);
    let members = app.get(&path).await.ok();
    assert!(column(&members, "role").iter().all(|role| role == "org:member"), "{members}");
    let expected = joined.iter().filter(|answer| answer.status == 200).count();
    assert_eq!(members["total_count"], expected);
    assert!(text(&after["id"]).starts_with("rset_"));
    app.check().await;
}
