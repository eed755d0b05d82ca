use reqwest::Method;
use serde_json::json;

use crate::app::{App, START};
use crate::teams::text;

const NOT_FOUND: (u16, &str, Option<&str>) = (404, "resource_not_found", None);

#[tokio::test]
async fn a_membership_shows_role_organization_and_user() {
    let app = App::start().await;
    let ada = app.user("ada").await;
    let id = app.organization("Acme").await;
    let body = json!({
        "user_id": ada, "role": "org:member", "public_metadata": { "a": 1 }, "private_metadata": { "b": 2 },
    });
    let made = app.post(&format!("/organizations/{id}/memberships"), body).await.ok();
    assert_eq!(made["object"], "organization_membership");
    assert!(text(&made["id"]).starts_with("orgmem_"));
    assert_eq!((&made["role"], &made["role_name"]), (&json!("org:member"), &json!("Member")));
    assert_eq!(made["permissions"], json!(["org:sys_memberships:read", "org:sys_billing:read"]));
    assert_eq!((&made["public_metadata"], &made["private_metadata"]), (&json!({ "a": 1 }), &json!({ "b": 2 })));
    assert_eq!((&made["created_at"], &made["updated_at"]), (&json!(START), &json!(START)));
    assert_eq!(made["organization"], app.get(&format!("/organizations/{id}")).await.ok());
    let user = &made["public_user_data"];
    assert_eq!(user["user_id"], ada);
    assert_eq!(user["identifier"], "ada@example.com");
    assert_eq!((&user["first_name"], &user["last_name"]), (&json!("ada"), &json!(null)));
    assert_eq!((&user["username"], &user["banned"], &user["has_image"]), (&json!(null), &json!(false), &json!(false)));
    assert!(text(&user["image_url"]).contains("/images/"));
    app.check().await;
}

#[tokio::test]
async fn nobody_is_a_member_twice() {
    let app = App::start().await;
    let ada = app.user("ada").await;
    let id = app.organization("Acme").await;
    let path = format!("/organizations/{id}/memberships");
    let body = json!({ "user_id": ada, "role": "org:member" });
    let answers = futures_util::future::join_all((0..8).map(|_| app.post(&path, body.clone()))).await;
    assert_eq!(answers.iter().filter(|answer| answer.status == 200).count(), 1);
    for refused in answers.iter().filter(|answer| answer.status != 200) {
        assert_eq!(refused.refusal(), (400, "already_a_member_in_organization", None));
    }
    app.check().await;
}

#[tokio::test]
async fn unknown_users_organizations_and_roles_are_not_found() {
    let app = App::start().await;
    let ada = app.user("ada").await;
    let id = app.organization("Acme").await;
    let add = async |organization: &str, user: &str, role: &str| {
        let path = format!("/organizations/{organization}/memberships");
        app.post(&path, json!({ "user_id": user, "role": role })).await
    };
    assert_eq!(add("org_none", &ada, "org:member").await.refusal(), NOT_FOUND);
    assert_eq!(add(&id, "user_none", "org:member").await.refusal(), NOT_FOUND);
    assert_eq!(add(&id, &ada, "org:none").await.refusal(), (404, "resource_not_found", Some("role")));
    let missing = app.post(&format!("/organizations/{id}/memberships"), json!({ "user_id": ada })).await;
    assert_eq!(missing.refusal(), (422, "form_param_missing", Some("role")));
    let member = format!("/organizations/{id}/memberships/{ada}");
    assert_eq!(app.patch(&member, json!({ "role": "org:admin" })).await.refusal(), NOT_FOUND);
    assert_eq!(app.delete(&member).await.refusal(), NOT_FOUND);
    assert_eq!(app.patch(&format!("{member}/metadata"), json!({})).await.refusal(), NOT_FOUND);
    assert_eq!(app.get(&format!("/organizations/{id}/memberships")).await.ok()["total_count"], 0);
}

#[tokio::test]
async fn members_and_pending_invitations_together_stay_within_the_limit() {
    let app = App::start().await;
    let made = app.post("/organizations", json!({ "name": "Acme", "max_allowed_memberships": 2 })).await.ok();
    let id = text(&made["id"]);
    let (ada, bob) = (app.user("ada").await, app.user("bob").await);
    app.join(&id, &ada, "org:admin").await;
    let invitation = text(&app.invite(&id, "eve@example.com").await["id"]);
    let path = format!("/organizations/{id}/memberships");
    let add = || app.post(&path, json!({ "user_id": bob, "role": "org:member" }));
    assert_eq!(add().await.refusal(), (403, "organization_membership_quota_exceeded", None));
    let over = json!({ "email_address": "max@example.com", "role": "org:member" });
    let over = app.post(&format!("/organizations/{id}/invitations"), over).await;
    assert_eq!(over.refusal(), (403, "organization_membership_quota_exceeded", None));
    app.post(&format!("/organizations/{id}/invitations/{invitation}/revoke"), json!({})).await.ok();
    add().await.ok();
    app.delete(&format!("{path}/{bob}")).await.ok();
    app.invite(&id, "eve@example.com").await;
    assert_eq!(add().await.status, 403);
    app.clock.advance(30 * 24 * 3600 * 1000);
    add().await.ok();
    app.check().await;
    let carol = app.user("carol").await;
    let unlimited = json!({ "max_allowed_memberships": 0 });
    app.patch(&format!("/organizations/{id}"), unlimited).await.ok();
    app.join(&id, &carol, "org:member").await;
    let lowered = app.patch(&format!("/organizations/{id}"), json!({ "max_allowed_memberships": 1 })).await.ok();
    assert_eq!(lowered["max_allowed_memberships"], 1, "lowering is allowed and only stops additions");
}

#[tokio::test]
async fn of_many_that_race_for_the_last_place_one_wins() {
    let app = App::start().await;
    let made = app.post("/organizations", json!({ "name": "Acme", "max_allowed_memberships": 1 })).await.ok();
    let path = format!("/organizations/{}/memberships", text(&made["id"]));
    let mut users = Vec::new();
    for name in ["ada", "bob", "carol", "dan", "eve", "fay"] {
        users.push(app.user(name).await);
    }
    let racers = users.iter().map(|user| app.post(&path, json!({ "user_id": user, "role": "org:member" })));
    let answers = futures_util::future::join_all(racers).await;
    assert_eq!(answers.iter().filter(|answer| answer.status == 200).count(), 1);
    assert_eq!(app.get(&path).await.ok()["total_count"], 1);
    app.check().await;
}

#[tokio::test]
async fn the_last_administrator_can_neither_leave_nor_be_demoted() {
    let app = App::start().await;
    let (ada, bob) = (app.user("ada").await, app.user("bob").await);
    let id = app.organization("Acme").await;
    app.join(&id, &ada, "org:admin").await;
    app.join(&id, &bob, "org:member").await;
    let (of_ada, of_bob) =
        (format!("/organizations/{id}/memberships/{ada}"), format!("/organizations/{id}/memberships/{bob}"));
    let needed = (400, "organization_minimum_permissions_needed", None);
    assert_eq!(app.patch(&of_ada, json!({ "role": "org:member" })).await.refusal(), needed);
    assert_eq!(app.delete(&of_ada).await.refusal(), needed);
    assert_eq!(app.patch(&of_ada, json!({ "role": "org:admin" })).await.ok()["role"], "org:admin");
    app.clock.advance(1000);
    let promoted = app.patch(&of_bob, json!({ "role": "org:admin" })).await.ok();
    assert_eq!(promoted["role_name"], "Admin");
    assert_eq!(promoted["updated_at"], START + 1000);
    assert_eq!(promoted["permissions"].as_array().unwrap().len(), 9);
    let left = app.delete(&of_ada).await.ok();
    assert_eq!((&left["object"], &left["role"]), (&json!("organization_membership"), &json!("org:admin")));
    assert_eq!(left["public_user_data"]["user_id"], ada);
    assert_eq!(app.delete(&of_bob).await.refusal(), needed);
    let unknown = app.patch(&of_bob, json!({ "role": "org:none" })).await;
    assert_eq!(unknown.refusal(), (404, "resource_not_found", Some("role")));
    app.delete(&format!("/organizations/{id}")).await.ok();
    app.check().await;
}

#[tokio::test]
async fn administrators_who_demote_each_other_at_once_cannot_both_succeed() {
    let app = App::start().await;
    let (ada, bob) = (app.user("ada").await, app.user("bob").await);
    let id = app.organization("Acme").await;
    app.join(&id, &ada, "org:admin").await;
    app.join(&id, &bob, "org:admin").await;
    let (of_ada, of_bob) =
        (format!("/organizations/{id}/memberships/{ada}"), format!("/organizations/{id}/memberships/{bob}"));
    let demotion = || json!({ "role": "org:member" });
    let (one, other) = tokio::join!(app.patch(&of_ada, demotion()), app.patch(&of_bob, demotion()));
    let mut statuses = [one.status, other.status];
    statuses.sort_unstable();
    assert_eq!(statuses, [200, 400]);
}

#[tokio::test]
async fn an_organization_that_never_had_an_administrator_can_lose_its_members() {
    let app = App::start().await;
    let ada = app.user("ada").await;
    let id = app.organization("Acme").await;
    app.join(&id, &ada, "org:member").await;
    app.delete(&format!("/organizations/{id}/memberships/{ada}")).await.ok();
    app.check().await;
}

#[tokio::test]
async fn metadata_of_a_membership_merges_deeply() {
    let app = App::start().await;
    let ada = app.user("ada").await;
    let id = app.organization("Acme").await;
    let body = json!({ "user_id": ada, "role": "org:member", "public_metadata": { "a": { "b": 1, "c": 2 } } });
    app.post(&format!("/organizations/{id}/memberships"), body).await.ok();
    let path = format!("/organizations/{id}/memberships/{ada}/metadata");
    app.clock.advance(1000);
    let merged = app.patch(&path, json!({ "public_metadata": { "a": { "b": null, "d": [] } } })).await.ok();
    assert_eq!(merged["public_metadata"], json!({ "a": { "c": 2, "d": [] } }));
    assert_eq!(merged["updated_at"], START + 1000);
    let large = app.patch(&path, json!({ "private_metadata": { "a": "x".repeat(9000) } })).await;
    assert_eq!(large.refusal(), (422, "form_param_exceeds_allowed_size", Some("private_metadata")));
    app.clock.advance(1000);
    let same = app.send(app.request(Method::PATCH, &path)).await.ok();
    assert_eq!(same, merged, "nothing asked for changes nothing");
}
