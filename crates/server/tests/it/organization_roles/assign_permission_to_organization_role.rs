use serde_json::json;

use crate::app::{App, START};
use crate::rights::{MINIMUM, NOT_FOUND, permissions_of};
use crate::teams::text;

#[tokio::test]
async fn a_role_gets_one_more_permission_and_its_members_with_it() {
    let app = App::start().await;
    let pay = app.permission("org:bills:pay").await;
    let role = text(&app.role("org:clerk", &MINIMUM[..2]).await["id"]);
    let (ada, organization) = (app.user("ada").await, app.organization("Acme").await);
    app.join(&organization, &ada, "org:clerk").await;
    let path = format!("/organization_roles/{role}/permissions/{pay}");
    app.clock.advance(1000);
    let after = app.post(&path, json!({})).await.ok();
    assert_eq!(permissions_of(&after)[0], "org:bills:pay");
    assert_eq!(after["updated_at"], START + 1000);
    let again = app.send(app.request(reqwest::Method::POST, &path)).await;
    assert_eq!(again.refusal(), (409, "organization_role_permission_association_exists", None));
    let members = app.get(&format!("/organizations/{organization}/memberships")).await.ok();
    assert_eq!(members["data"][0]["permissions"].as_array().unwrap().len(), 3);
    let delete = app.permission_id(MINIMUM[2]).await;
    let eligible = app.post(&format!("/organization_roles/{role}/permissions/{delete}"), json!({})).await.ok();
    assert_eq!(eligible["is_creator_eligible"], true);
    app.check().await;
}

#[tokio::test]
async fn unknown_roles_and_permissions_are_not_found() {
    let app = App::start().await;
    let (pay, role) = (app.permission("org:bills:pay").await, text(&app.role_by_key("org:member").await["id"]));
    for (role, permission) in
        [("role_none", pay.as_str()), (role.as_str(), "perm_none"), (role.as_str(), "org:bills:pay")]
    {
        let path = format!("/organization_roles/{role}/permissions/{permission}");
        assert_eq!(app.post(&path, json!({})).await.refusal(), NOT_FOUND, "{path}");
        assert_eq!(app.delete(&path).await.refusal(), NOT_FOUND, "{path}");
    }
}
