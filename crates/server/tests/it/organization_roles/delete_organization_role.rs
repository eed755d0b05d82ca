use serde_json::json;

use crate::app::App;
use crate::rights::{MINIMUM, NOT_FOUND, roles_of};
use crate::teams::text;

#[tokio::test]
async fn a_role_that_nobody_has_goes_with_its_place_in_role_sets() {
    let app = App::start().await;
    let role = app.role("org:clerk", &[]).await;
    app.role_set("role_set:other", &["org:admin", "org:clerk", "org:member"]).await;
    let path = format!("/organization_roles/{}", text(&role["id"]));
    let gone = app.delete(&path).await.ok();
    assert_eq!(gone, json!({ "object": "role", "id": role["id"], "deleted": true }));
    assert_eq!(app.get(&path).await.refusal(), NOT_FOUND);
    assert_eq!(app.delete(&path).await.refusal(), NOT_FOUND);
    for set in ["role_set:default", "role_set:other"] {
        let set = app.get(&format!("/role_sets/{set}")).await.ok();
        assert_eq!(roles_of(&set), ["org:admin", "org:member"]);
    }
    app.check().await;
}

#[tokio::test]
async fn a_role_that_somebody_needs_stays() {
    let app = App::start().await;
    let path = async |key: &str| format!("/organization_roles/{}", text(&app.role_by_key(key).await["id"]));
    let refused = app.delete(&path("org:admin").await).await;
    assert_eq!(refused.refusal(), (422, "organization_role_default_creator_role", None));
    let refused = app.delete(&path("org:member").await).await;
    assert_eq!(refused.refusal(), (422, "organization_role_domain_default_role", None), "of the role set");

    app.role("org:clerk", &[]).await;
    let clerk = path("org:clerk").await;
    app.set(|settings| settings.organization_domains.default_role = "org:clerk".to_owned()).await;
    assert_eq!(app.delete(&clerk).await.refusal(), (422, "organization_role_domain_default_role", None));
    app.set(|settings| settings.organization_domains.default_role = "org:member".to_owned()).await;

    let (ada, organization) = (app.user("ada").await, app.organization("Acme").await);
    app.join(&organization, &ada, "org:clerk").await;
    assert_eq!(app.delete(&clerk).await.refusal(), (422, "organization_role_assigned_members", None));
    let body = json!({ "role": "org:member" });
    app.patch(&format!("/organizations/{organization}/memberships/{ada}"), body).await.ok();

    let body = json!({ "email_address": "eve@example.com", "role": "org:clerk" });
    let invitation = app.post(&format!("/organizations/{organization}/invitations"), body).await.ok();
    assert_eq!(app.delete(&clerk).await.refusal(), (422, "organization_role_exists_in_invitations", None));
    let invitation = format!("/organizations/{organization}/invitations/{}", text(&invitation["id"]));
    app.post(&format!("{invitation}/revoke"), json!({})).await.ok();
    app.delete(&clerk).await.ok();
    let remembered = app.get(&invitation).await.ok();
    assert_eq!((&remembered["role"], &remembered["role_name"]), (&json!("org:clerk"), &json!("org:clerk")));
    app.check().await;
}

#[tokio::test]
async fn a_role_that_was_only_promised_for_a_time_can_go_then() {
    let app = App::start().await;
    let role = app.role("org:clerk", &MINIMUM).await;
    let organization = app.organization("Acme").await;
    let body = json!({ "email_address": "eve@example.com", "role": "org:clerk", "expires_in_days": 1 });
    app.post(&format!("/organizations/{organization}/invitations"), body).await.ok();
    let path = format!("/organization_roles/{}", text(&role["id"]));
    assert_eq!(app.delete(&path).await.status, 422);
    app.clock.advance(24 * 3600 * 1000);
    app.delete(&path).await.ok();
    // What is expired is only noted later.
    app.invite(&organization, "eve@example.com").await;
    app.check().await;
}

#[tokio::test]
async fn nobody_gets_a_role_while_it_is_deleted() {
    let app = App::start().await;
    let role = app.role("org:clerk", &[]).await;
    let path = format!("/organization_roles/{}", text(&role["id"]));
    let organization = app.organization("Acme").await;
    let mut users = Vec::new();
    for name in ["ada", "bob", "carol", "dan"] {
        users.push(app.user(name).await);
    }
    let members = format!("/organizations/{organization}/memberships");
    let joins = users.iter().map(|user| app.post(&members, json!({ "user_id": user, "role": "org:clerk" })));
    let (joined, deleted) = tokio::join!(futures_util::future::join_all(joins), app.delete(&path));
    let joined = joined.iter().filter(|answer| answer.status == 200).count();
    if deleted.status == 200 {
        assert_eq!(joined, 0);
    } else {
        assert_eq!(deleted.refusal(), (422, "organization_role_assigned_members", None));
        assert!(joined > 0);
    }
    app.check().await;
}
